import { cpSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The state machine and the views are data: they lie beside the compiled code as they lie beside the sources. */
const DATA = ['sweep.asl.yaml', 'reporting/views'];

for (const path of DATA) {
  const of = (folder: string) => fileURLToPath(new URL(`../${folder}/${path}`, import.meta.url));
  cpSync(of('src'), of('dist'), { recursive: true });
}
