import type { DashboardData, HistoryRow, LagRow, SweepRow } from '../../src/data/dashboard-data.ts';

/** How what is selected was after a whole sweep. A target that the sweep did not reach counts as it was last seen. */
export interface TrendPoint {
  readonly sweepId: string;
  readonly started: string;
  readonly total: number;
  readonly current: number;
  readonly failed: number;
}

/** One point for each whole sweep, oldest first. `history` is what the selection left of the data's. */
export function trendOf(sweeps: readonly SweepRow[], history: readonly HistoryRow[]): readonly TrendPoint[] {
  const changes = changesBySweep(history);
  let { total, current, failed } = { total: 0, current: 0, failed: 0 };
  return sweeps
    .filter(({ whole }) => whole)
    .map(({ sweepId, started }) => {
      const change = changes.get(sweepId);
      if (change !== undefined) {
        total += change.total;
        current += change.current;
        failed += change.failed;
      }
      return { sweepId, started, total, current, failed };
    });
}

type Change = Pick<TrendPoint, 'total' | 'current' | 'failed'>;

/** By how much the numbers of each sweep differ from those before it. */
function changesBySweep(history: readonly HistoryRow[]): ReadonlyMap<string, Change> {
  const newest = new Map<string, HistoryRow>();
  const changes = new Map<string, Change>();
  for (const row of history) {
    const key = `${row.account}/${row.region}/${row.productId}`;
    const before = newest.get(key);
    newest.set(key, row);
    const { total, current, failed } = changes.get(row.sweepId) ?? { total: 0, current: 0, failed: 0 };
    changes.set(row.sweepId, {
      total: total + row.provisionedProducts - (before?.provisionedProducts ?? 0),
      current: current + row.current - (before?.current ?? 0),
      failed: failed + row.failed - (before?.failed ?? 0),
    });
  }
  return changes;
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
