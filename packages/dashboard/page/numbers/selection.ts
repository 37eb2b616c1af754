import type { DashboardData, ProductRow, TargetRow } from '../../src/data/dashboard-data.ts';
import { FILTER_NAMES, FILTERS, type FilterName, type Filters } from './filters.ts';
import { searchText } from './search-text.ts';

/** What the filters let through: every number of now is made of it. */
export interface Selection {
  readonly products: readonly ProductRow[];
  readonly targets: readonly TargetRow[];
}

type Values = ReadonlyMap<FilterName, ReadonlySet<string>>;

export function selectionOf(data: DashboardData, filters: Filters): Selection {
  const values: Values = new Map(
    FILTER_NAMES.filter((name) => filters[name].length > 0).map((name) => [name, new Set(filters[name])]),
  );
  const text = filters.text.trim().toLowerCase();
  const products = data.products.filter(
    (row) => matches(row, values) && (text === '' || searchText(row).includes(text)),
  );
  return { products, targets: targetsAmong(data.targets, { products, values, text }) };
}

function matches(row: ProductRow, values: Values): boolean {
  for (const [name, allowed] of values) if (!allowed.has(row[FILTERS[name]])) return false;
  return true;
}

/** A target is in when its place is, and, where that is asked for, it holds a provisioned product that is in or its own words hold the text. */
function targetsAmong(
  targets: readonly TargetRow[],
  { products, values, text }: { products: readonly ProductRow[]; values: Values; text: string },
): readonly TargetRow[] {
  if (values.size === 0 && text === '') return targets;
  const holding = new Set(products.map((row) => targetKey(row)));
  const byProduct = values.has('product') || values.has('state') || values.has('owner');
  return targets.filter((target) => {
    if (!isAmong(target, values)) return false;
    if (holding.has(targetKey(target))) return true;
    return !byProduct && wordsOf(target).includes(text);
  });
}

function wordsOf(target: TargetRow): string {
  const { account, accountName, organizationalUnit, region, error, reason } = target;
  return [account, accountName, organizationalUnit, region, error, reason].join('\n').toLowerCase();
}

type Place = Pick<TargetRow, 'account' | 'region' | 'organizationalUnit'>;

function isAmong(place: Place, values: Values): boolean {
  return (
    (values.get('ou')?.has(place.organizationalUnit) ?? true) &&
    (values.get('account')?.has(place.account) ?? true) &&
    (values.get('region')?.has(place.region) ?? true)
  );
}

function targetKey({ account, region }: Pick<TargetRow, 'account' | 'region'>): string {
  return `${account}/${region}`;
}
