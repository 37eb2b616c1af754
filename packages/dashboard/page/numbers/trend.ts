import type { DashboardData, HistoryRow, LagRow } from '../../src/data/dashboard-data.ts';
import type { FilterName, Filters } from './filters.ts';

/** By how much the numbers of one product in one target changed with a sweep. */
export interface HistoryChange extends Counts {
  readonly organizationalUnit: string;
  readonly account: string;
  readonly region: string;
  readonly productId: string;
  readonly sweepId: string;
}

interface Counts {
  readonly total: number;
  readonly current: number;
  readonly failed: number;
}

/** The history as changes, which add up in any order: made once, so that a filter has only to add. An account counts to the OU that it is in now. */
export function historyChanges(data: DashboardData): readonly HistoryChange[] {
  const units = unitsOf(data);
  const newest = new Map<string, HistoryRow>();
  return data.history.map((row) => {
    const { account, region, productId, sweepId } = row;
    const key = `${account}/${region}/${productId}`;
    const before = newest.get(key);
    newest.set(key, row);
    return {
      organizationalUnit: units.get(account) ?? '',
      account,
      region,
      productId,
      sweepId,
      total: row.provisionedProducts - (before?.provisionedProducts ?? 0),
      current: row.current - (before?.current ?? 0),
      failed: row.failed - (before?.failed ?? 0),
    };
  });
}

function unitsOf({ products, targets }: DashboardData): ReadonlyMap<string, string> {
  const units = new Map<string, string>();
  for (const { account, organizationalUnit } of products) units.set(account, organizationalUnit);
  for (const { account, organizationalUnit } of targets) units.set(account, organizationalUnit);
  return units;
}

/** The filters that the history follows, with its field. */
const FOLLOWED = {
  ou: 'organizationalUnit',
  account: 'account',
  region: 'region',
  product: 'productId',
} as const satisfies Readonly<Partial<Record<FilterName, keyof HistoryChange>>>;

export type TrendFilters = Pick<Filters, keyof typeof FOLLOWED>;

/** Which filters that are set the history cannot follow. */
export function trendIgnores(filters: Filters): readonly (FilterName | 'text')[] {
  return (['state', 'owner', 'text'] as const).filter((name) => filters[name].length > 0);
}

/** How what is selected was after a whole sweep. A target that the sweep did not reach counts as it was last seen. */
export interface TrendPoint extends Counts {
  readonly sweepId: string;
  readonly started: string;
}

/** One point for each whole sweep, oldest first. */
export function trendOf(
  { sweeps, changes }: Pick<DashboardData, 'sweeps'> & { readonly changes: readonly HistoryChange[] },
  filters: TrendFilters,
): readonly TrendPoint[] {
  const sums = sumsBySweep(changes, filters);
  let { total, current, failed } = NOTHING;
  return sweeps
    .filter(({ whole }) => whole)
    .map(({ sweepId, started }) => {
      const change = sums.get(sweepId) ?? NOTHING;
      total += change.total;
      current += change.current;
      failed += change.failed;
      return { sweepId, started, total, current, failed };
    });
}

const NOTHING: Counts = { total: 0, current: 0, failed: 0 };

function sumsBySweep(changes: readonly HistoryChange[], filters: TrendFilters): ReadonlyMap<string, Counts> {
  const names = Object.keys(FOLLOWED) as (keyof typeof FOLLOWED)[];
  const conditions = names
    .filter((name) => filters[name].length > 0)
    .map((name) => ({ field: FOLLOWED[name], allowed: new Set(filters[name]) }));
  const sums = new Map<string, { -readonly [Name in keyof Counts]: number }>();
  for (const change of changes) {
    if (conditions.some(({ field, allowed }) => !allowed.has(change[field]))) continue;
    const sum = sums.get(change.sweepId) ?? { ...NOTHING };
    sum.total += change.total;
    sum.current += change.current;
    sum.failed += change.failed;
    sums.set(change.sweepId, sum);
  }
  return sums;
}

/** What changed between the two newest whole sweeps: counts, and the share up to date in percentage points. */
export interface TrendChange {
  /** When the sweep that is compared with began. */
  readonly since: string;
  readonly currentPoints: number;
  readonly current: number;
  readonly behind: number;
  readonly failed: number;
}

/** Undefined before there are two whole sweeps, or when one of them met nothing of what is selected. */
export function changeOf(trend: readonly TrendPoint[]): TrendChange | undefined {
  const [before, now] = trend.slice(-2);
  if (before === undefined || now === undefined || before.total === 0 || now.total === 0) return undefined;
  return {
    since: before.started,
    currentPoints: 100 * (now.current / now.total - before.current / before.total),
    current: now.current - before.current,
    behind: notCurrent(now) - notCurrent(before),
    failed: now.failed - before.failed,
  };
}

/** Neither up to date nor failed. */
function notCurrent({ total, current, failed }: TrendPoint): number {
  return total - current - failed;
}

/** The version-lag objective over the whole sweeps: for each number of days, the share that was at most so far behind. */
export interface LagLine {
  readonly maxDays: number;
  readonly points: readonly (LagRow & { readonly started: string })[];
}

export function lagLines({ lag, sweeps }: Pick<DashboardData, 'lag' | 'sweeps'>): readonly LagLine[] {
  const started = new Map(sweeps.map((sweep) => [sweep.sweepId, sweep.started]));
  const lines = Map.groupBy(lag, ({ maxDays }) => maxDays);
  return [...lines]
    .sort(([a], [b]) => a - b)
    .map(([maxDays, rows]) => ({
      maxDays,
      points: rows.map((row) => ({ ...row, started: started.get(row.sweepId) ?? '' })),
    }));
}
