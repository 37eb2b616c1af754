import { cpSync, globSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The state machine, the views and the like are data: they lie beside the compiled code as they lie beside the sources. */
const root = fileURLToPath(new URL('..', import.meta.url));

for (const file of globSync('packages/*/src/**/*.{yaml,sql,cjs}', { cwd: root })) {
  cpSync(`${root}/${file}`, `${root}/${file.replace('/src/', '/dist/')}`);
}
