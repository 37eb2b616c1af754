import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** Beside the compiled code, in the published package as in a function's bundle. */
const BESIDE = new URL('page.html', import.meta.url);

/** Where the sources have it, and what builds it there. */
const BUILT = new URL('../dist/page.html', import.meta.url);
const BUILD = new URL('../scripts/build-page.ts', import.meta.url);

/** The built page without data. From the sources it is built first, unless it is as they are. Throws what the build says when it fails. */
export async function pageTemplate(): Promise<string> {
  if (existsSync(BESIDE)) return readFile(BESIDE, 'utf8');
  // A process of its own: a bundler is nothing that a command should carry.
  await promisify(execFile)(process.execPath, [fileURLToPath(BUILD)]);
  return readFile(BUILT, 'utf8');
}
