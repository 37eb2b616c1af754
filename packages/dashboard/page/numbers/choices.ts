import { STATES, type DashboardData } from '../../src/data/dashboard-data.ts';
import type { FilterName } from './filters.ts';
import { STATE_WORDS } from './states.ts';

/** A value that a filter can have. */
export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly description?: string;
}

/** Every value that provisioned products or targets have, in the order of their names. */
export function choicesOf({ products, targets }: DashboardData): Readonly<Record<FilterName, readonly Choice[]>> {
  const places = [...products, ...targets];
  return {
    ou: choices(places.map((row) => [row.organizationalUnit, row.organizationalUnit])),
    account: choices(places.map((row) => [row.account, row.accountName])),
    region: choices(places.map((row) => [row.region, row.region])),
    product: choices(products.map((row) => [row.productId, row.product])),
    state: STATES.map((value) => ({ value, label: STATE_WORDS[value] })),
    owner: choices(products.map((row) => [row.owner, row.owner])),
  };
}

function choices(pairs: readonly (readonly [value: string, name: string])[]): readonly Choice[] {
  return [...new Map(pairs)]
    .map(([value, name]) => {
      const label = name || value || '(none)';
      return label === value || value === '' ? { value, label } : { value, label, description: value };
    })
    .sort((a, b) => (a.label < b.label ? -1 : Number(a.label > b.label)));
}
