import type { Catalogue } from '../contract/payloads.ts';
import { UsageError } from '../errors.ts';
import { suggest } from './suggestions.ts';

/**
 * Throws UsageError for products that a request names, by id or name, and the hub's catalogue does not have in any of the sweep's Regions. Products
 * that only spokes know cannot be named, because nobody knows them before the scan; where a hub's catalogue could not be read, nothing can be told.
 */
export function checkProducts(names: readonly string[], catalogues: readonly Catalogue[]): void {
  if (catalogues.some(({ failure }) => failure !== null)) return;
  const known = new Set(catalogues.flatMap(({ products }) => products.flatMap(({ id, name }) => [id, name])));
  const problems = names
    .filter((name) => !known.has(name))
    .map((name) => `no product ${name} in the hub's catalogue${suggest(name, known)}`);
  if (problems.length > 0) throw new UsageError(problems);
}
