import type { ProductRow } from '../../src/data/dashboard-data.ts';

/** In what the free text is looked for. */
const FIELDS = [
  'account',
  'accountName',
  'organizationalUnit',
  'region',
  'id',
  'name',
  'productId',
  'product',
  'owner',
  'state',
  'outcome',
  'reason',
  'rootCause',
  'version',
  'latestVersion',
] as const satisfies readonly (keyof ProductRow)[];

/** Made when a text is first looked for, and kept: lower case of the whole organisation takes longer than the search. */
const texts = new WeakMap<ProductRow, string>();

/** Everything about a provisioned product that the free text may match, in lower case. */
export function searchText(row: ProductRow): string {
  const known = texts.get(row);
  if (known !== undefined) return known;
  // A letter that nobody types keeps a match from reaching over two fields.
  const text = FIELDS.map((field) => row[field])
    .join('\n')
    .toLowerCase();
  texts.set(row, text);
  return text;
}
