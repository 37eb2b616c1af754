/*
 * What the page shows. It is built from the reporting views, by DuckDB here and by Athena in the hub, and embedded in the page as `packed.ts` writes it.
 * Times are `YYYY-MM-DD HH:MM:SS.mmm`, UTC, as in the logs.
 */

/** How a provisioned product is, as the view current_state has it; what is gone is not on the page. */
export const STATES = ['CURRENT', 'OUTDATED', 'FAILED', 'UNREACHABLE', 'UNKNOWN'] as const;
export type State = (typeof STATES)[number];

/** One provisioned product as the newest sweep that met it left it: a row of current_state. */
export interface ProductRow {
  readonly account: string;
  readonly accountName: string;
  readonly organizationalUnit: string;
  readonly region: string;
  readonly id: string;
  readonly name: string;
  readonly productId: string;
  readonly product: string;
  /** The ARN of who launched it. */
  readonly owner: string;
  readonly state: State;
  readonly outcome: string;
  readonly reason: string;
  /** Why its update failed, without what is its own, so that equal causes are equal; empty unless it failed. */
  readonly rootCause: string;
  readonly version: string;
  readonly latestVersion: string;
  /** Null when unknown. */
  readonly daysBehind: number | null;
  readonly optedIn: boolean;
  readonly sweepId: string;
  readonly lastSeen: string;
}

/** One target as the newest sweep that planned it left it: a row of target_health. */
export interface TargetRow {
  readonly account: string;
  readonly accountName: string;
  readonly organizationalUnit: string;
  readonly region: string;
  readonly swept: boolean;
  /** The code of the failure; empty when it was swept. */
  readonly error: string;
  readonly reason: string;
  /** Since when no sweep reached it; empty when it was swept. */
  readonly failingSince: string;
  /** How many sweeps in a row did not reach it. */
  readonly failedSweeps: number;
  /** When it was last swept to its end; empty: never. */
  readonly lastSwept: string;
}

/** One sweep: a row of sweep_history. */
export interface SweepRow {
  readonly sweepId: string;
  readonly mode: string;
  readonly status: string;
  readonly reason: string;
  /** Whether it was over everything that is configured: only those are compared. */
  readonly whole: boolean;
  readonly started: string;
  readonly minutes: number;
  readonly targetsPlanned: number;
  readonly targetsFailed: number;
  readonly scanned: number;
  readonly updated: number;
  readonly reconciled: boolean;
}

/**
 * How many provisioned products of one product in one target were there, up to date and failed after a whole sweep. There is a row only where one of the
 * numbers differs from the whole sweep before.
 */
export interface HistoryRow {
  readonly account: string;
  readonly region: string;
  readonly productId: string;
  readonly sweepId: string;
  readonly provisionedProducts: number;
  readonly current: number;
  readonly failed: number;
}

/** Share of the opted-in provisioned products that were at most so many days behind after a whole sweep: a row of version_lag_objective. */
export interface LagRow {
  readonly sweepId: string;
  readonly maxDays: number;
  readonly optedIn: number;
  readonly within: number;
}

export interface DashboardData {
  /** When it was made, in milliseconds since 1970. */
  readonly madeAt: number;
  /** Where consoles of AWS are: `aws`, `aws-cn` or `aws-us-gov`. */
  readonly partition: string;
  /** Oldest first. */
  readonly sweeps: readonly SweepRow[];
  readonly products: readonly ProductRow[];
  readonly targets: readonly TargetRow[];
  /** Oldest first. */
  readonly history: readonly HistoryRow[];
  readonly lag: readonly LagRow[];
  /** What was wrong with the logs that it was made from, a sentence each. */
  readonly warnings: readonly string[];
}
