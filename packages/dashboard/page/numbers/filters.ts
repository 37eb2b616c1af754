import type { ProductRow } from '../../src/data/dashboard-data.ts';

/** By what the page is narrowed, with the field of a provisioned product and the name in the URL. */
export const FILTERS = {
  ou: 'organizationalUnit',
  account: 'account',
  region: 'region',
  product: 'productId',
  state: 'state',
  owner: 'owner',
} as const satisfies Readonly<Record<string, keyof ProductRow>>;

export type FilterName = keyof typeof FILTERS;
export const FILTER_NAMES = Object.keys(FILTERS) as readonly FilterName[];

/** What is let through: any of the values of a filter, all of them when there is none; and what holds the text somewhere. */
export type Filters = Readonly<Record<FilterName, readonly string[]>> & { readonly text: string };

export const NO_FILTERS: Filters = { ou: [], account: [], region: [], product: [], state: [], owner: [], text: '' };

/** The filters as they stand behind the `#` of the URL; without any: an empty text. */
export function toHash(filters: Filters): string {
  const query = new URLSearchParams();
  for (const name of FILTER_NAMES) for (const value of filters[name]) query.append(name, value);
  if (filters.text !== '') query.set('text', filters.text);
  return query.toString();
}

/** What `toHash` wrote. Anything else in it is passed over: an address may be mistyped. */
export function fromHash(hash: string): Filters {
  const query = new URLSearchParams(hash.replace(/^#/, ''));
  const valuesOf = (name: FilterName) => [...new Set(query.getAll(name))];
  return {
    ou: valuesOf('ou'),
    account: valuesOf('account'),
    region: valuesOf('region'),
    product: valuesOf('product'),
    state: valuesOf('state'),
    owner: valuesOf('owner'),
    text: query.get('text') ?? '',
  };
}

export function areSet(filters: Filters): boolean {
  return filters.text !== '' || FILTER_NAMES.some((name) => filters[name].length > 0);
}

/** The values of a filter with one of them added, or taken away when it was there. */
export function toggled(values: readonly string[], value: string): readonly string[] {
  return values.includes(value) ? values.filter((one) => one !== value) : [...values, value];
}
