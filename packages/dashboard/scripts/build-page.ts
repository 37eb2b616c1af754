import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PACKAGE = fileURLToPath(new URL('..', import.meta.url));
const PAGE = join(PACKAGE, 'dist/page.html');

/** Of which sources the page beside it was built. */
const BUILT_OF = join(PACKAGE, 'dist/page.sources.txt');

const SOURCES = [
  'index.html',
  'vite.config.ts',
  'package.json',
  'page/**/*.{ts,tsx,css}',
  'src/data/*.ts',
  'scripts/build-page.ts',
];

/** Builds the page, `dist/page.html`, unless it was built of the sources as they are. */
async function buildPage(): Promise<void> {
  const sources = hashOfSources();
  if (existsSync(PAGE) && existsSync(BUILT_OF) && readFileSync(BUILT_OF, 'utf8') === sources) return;
  const html = withPolicy(await bundledPage());
  mkdirSync(join(PACKAGE, 'dist'), { recursive: true });
  writeWhole(PAGE, html);
  writeWhole(BUILT_OF, sources);
}

function hashOfSources(): string {
  const hash = createHash('sha256');
  for (const file of globSync(SOURCES, { cwd: PACKAGE }).sort()) {
    hash.update(`${file}\n`).update(readFileSync(join(PACKAGE, file)));
  }
  return hash.digest('hex');
}

async function bundledPage(): Promise<string> {
  // It takes longer to load than all the rest to run, which mostly finds the page as it should be.
  const { build } = await import('vite');
  const outputs = [await build({ configFile: join(PACKAGE, 'vite.config.ts') })].flat();
  const files = outputs.flatMap((one) => ('output' in one ? one.output : []));
  const [page, ...others] = files;
  if (page?.type !== 'asset' || others.length > 0) {
    throw new Error(`the bundler gives ${files.map(({ fileName }) => fileName).join(', ')} instead of one page`);
  }
  return Buffer.from(page.source).toString('utf8');
}

/**
 * Nothing may be loaded, sent or framed; of scripts, only the page's own runs, by its hash. Styles are open because the components put theirs on elements;
 * without anything to load, they can only look different.
 */
function withPolicy(html: string): string {
  const script = /<script type="module"[^>]*>([^]*?)<\/script>/.exec(html)?.[1];
  if (script === undefined) throw new Error('the bundled page has no script');
  const hash = createHash('sha256').update(script).digest('base64');
  const policy = [
    "default-src 'none'",
    `script-src 'sha256-${hash}'`,
    "style-src 'unsafe-inline'",
    'font-src data:',
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ];
  return html.replace('%POLICY%', policy.join('; '));
}

/** Whoever reads the page meanwhile finds it as it was or as it is. */
function writeWhole(file: string, text: string): void {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, text);
  renameSync(draft, file);
}

// Whatever else goes on in whoever starts this: a page for tests would be that of developers, who are told of their tools.
process.env['NODE_ENV'] = 'production';
await buildPage();
