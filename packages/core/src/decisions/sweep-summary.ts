import { sweepModeOf, type SweepRequest } from '../contract/configuration.ts';
import type { SweepEntry, SweepStatus } from '../contract/log-entry.ts';
import { type Outcome, OUTCOMES } from '../contract/outcome.ts';
import type { ClosedWave, PlannedUpdate, Sweep, SweepSummary } from '../contract/payloads.ts';
import { timestampOf } from '../contract/timestamp.ts';
import type { WaveCount } from './reconcile.ts';
import { isWholeSweep } from './scope.ts';

/** A planned update with what its log line says; undefined when it has none. */
interface SummedUpdate {
  readonly update: PlannedUpdate;
  readonly outcome: Outcome | undefined;
  readonly reason: string | null;
}

/** A wave that is over: what went into its logs, what lies there, and what does not add up. */
export interface FinishedWave {
  readonly closed: ClosedWave;
  readonly count: WaveCount;
  readonly updates: readonly SummedUpdate[];
  readonly problems: readonly string[];
}

interface SweepEnd {
  readonly status: SweepStatus;
  readonly reason: string | null;
  readonly finishedAt: number;
  readonly location: string;
}

/** All that a person is told of a sweep: the sums over its waves, which come in their order. */
export function sweepSummary(sweep: Sweep, waves: readonly FinishedWave[], end: SweepEnd): SweepSummary {
  const problems = waves.flatMap((wave) => wave.problems);
  return {
    sweepId: sweep.sweepId,
    mode: sweepModeOf(sweep.request),
    status: end.status,
    reason: end.reason,
    startedAt: timestampOf(sweep.startedAt),
    finishedAt: timestampOf(end.finishedAt),
    targets: {
      planned: sum(sweep.waves, ({ targets }) => targets),
      swept: sum(waves, ({ closed }) => closed.targets.swept),
      failed: sum(waves, ({ closed }) => closed.targets.failed),
      failures: waves.flatMap(({ closed }) => closed.failures),
      notes: waves.flatMap(({ closed }) => closed.notes),
    },
    products: {
      scanned: sum(waves, ({ closed }) => closed.scanned),
      outdated: sum(waves, ({ closed }) => closed.outdated),
      byOutcome: sumOutcomes(waves.map(({ count }) => count.byOutcome)),
    },
    updates: waves.flatMap(({ updates }) => updates.map(summaryOfUpdate)),
    reconciled: problems.length === 0,
    problems,
    log: { location: end.location, entries: sum(waves, ({ count }) => count.products) },
  };
}

/** The line of a finished sweep in the sweeps log. */
export function sweepEntry(summary: SweepSummary, request: SweepRequest): SweepEntry {
  return {
    SweepId: summary.sweepId,
    Mode: summary.mode,
    Status: summary.status,
    Reason: summary.reason,
    Whole: isWholeSweep(request),
    StartedTime: summary.startedAt,
    FinishedTime: summary.finishedAt,
    TargetsPlanned: summary.targets.planned,
    TargetsSwept: summary.targets.swept,
    TargetsFailed: summary.targets.failed,
    Scanned: summary.products.scanned,
    Outdated: summary.products.outdated,
    ByOutcome: summary.products.byOutcome,
    Reconciled: summary.reconciled,
  };
}

/** A planned update without a line is a problem by itself, and reported as one; among the updates it counts as not made. */
function summaryOfUpdate({ update, outcome, reason }: SummedUpdate): SweepSummary['updates'][number] {
  return {
    account: update.account,
    region: update.region,
    provisionedProductId: update.provisionedProductId,
    name: update.provisionedProductName,
    product: update.productName,
    from: update.from.name,
    to: update.to.name,
    outcome: outcome ?? 'STOPPED',
    reason: outcome === undefined ? 'it has no line in the log' : reason,
  };
}

function sumOutcomes(counts: readonly WaveCount['byOutcome'][]): WaveCount['byOutcome'] {
  const total: Partial<Record<Outcome, number>> = {};
  for (const outcome of OUTCOMES) {
    const number = sum(counts, (count) => count[outcome] ?? 0);
    if (number > 0) {
      total[outcome] = number;
    }
  }
  return total;
}

function sum<Item>(items: readonly Item[], number: (item: Item) => number): number {
  return items.reduce((total, item) => total + number(item), 0);
}
