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
  const names = {
    ou: new Map(),
    account: new Map(),
    region: new Map(),
    product: new Map(),
    owner: new Map(),
  } satisfies Record<string, Map<string, string>>;
  for (const { organizationalUnit, account, accountName, region } of [products, targets].flat()) {
    names.ou.set(organizationalUnit, organizationalUnit);
    names.account.set(account, accountName);
    names.region.set(region, region);
  }
  for (const { productId, product, owner } of products) {
    names.product.set(productId, product);
    names.owner.set(owner, owner);
  }
  return {
    ou: choices(names.ou),
    account: choices(names.account),
    region: choices(names.region),
    product: choices(names.product),
    state: STATES.map((value) => ({ value, label: STATE_WORDS[value] })),
    owner: choices(names.owner),
  };
}

function choices(names: ReadonlyMap<string, string>): readonly Choice[] {
  return [...names]
    .map(([value, name]) => {
      const label = name || value || '(none)';
      return label === value || value === '' ? { value, label } : { value, label, description: value };
    })
    .sort((a, b) => (a.label < b.label ? -1 : Number(a.label > b.label)));
}
