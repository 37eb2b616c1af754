import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pageTemplate } from '@catalog-sweep/dashboard';
import { build } from 'esbuild';

const HANDLERS = fileURLToPath(new URL('../src/handlers/', import.meta.url));
const SUFFIX = '.handler.ts';

/** Where the construct looks for the functions' code. */
const FUNCTIONS = fileURLToPath(new URL('../dist/functions/', import.meta.url));

/**
 * Makes one folder for each handler, `<folder>/<handler>/index.mjs` with its source map: all that Lambda needs of it. The same sources give
 * the same bytes, so that a deployment without a change publishes no new version.
 */
export async function bundleFunctions(folder: string): Promise<void> {
  const handlers = readdirSync(HANDLERS)
    .filter((file) => file.endsWith(SUFFIX))
    .map((file) => file.slice(0, -SUFFIX.length))
    .sort();
  await build({
    entryPoints: handlers.map((handler) => ({ in: join(HANDLERS, handler + SUFFIX), out: join(handler, 'index') })),
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    // The modules that packages write for bundlers: only they let esbuild leave out what is not used.
    mainFields: ['module', 'main'],
    sourcemap: 'linked',
    // Stack traces need the lines, not the text.
    sourcesContent: false,
    legalComments: 'external',
    logLevel: 'warning',
  });
  // Where the function looks for it.
  writeFileSync(join(folder, 'write-dashboard', 'page.html'), await pageTemplate());
  // A handler that is gone leaves nothing behind. The others were written over, so that whoever reads them meanwhile finds them.
  for (const former of readdirSync(folder).filter((name) => !handlers.includes(name))) {
    rmSync(join(folder, former), { recursive: true });
  }
}

if (import.meta.main) await bundleFunctions(FUNCTIONS);
