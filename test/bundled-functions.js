import { fileURLToPath } from 'node:url';
import { bundleFunctions } from '../packages/hub/scripts/bundle-functions.ts';

/** Bundles the hub's functions once, before any test: what synthesises a hub needs their code. One of them carries the page, which is built for it. */
export default async function bundledFunctions() {
  await bundleFunctions(fileURLToPath(new URL('../packages/hub/dist/functions/', import.meta.url)));
}
