import { fileURLToPath } from 'node:url';
import { pageTemplate } from '../packages/dashboard/src/page-template.ts';
import { bundleFunctions } from '../packages/hub/scripts/bundle-functions.ts';

/** Bundles the hub's functions and the page once, before any test: what synthesises a hub needs the one, what writes a dashboard the other. */
export default async function bundledFunctions() {
  await bundleFunctions(fileURLToPath(new URL('../packages/hub/dist/functions/', import.meta.url)));
  await pageTemplate();
}
