import { copyFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The state machine is data: it lies beside the compiled code as it lies beside the sources. */
const of = (folder: string) => fileURLToPath(new URL(`../${folder}/sweep.asl.yaml`, import.meta.url));

copyFileSync(of('src'), of('dist'));
