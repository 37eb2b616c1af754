import type { FinishSweepResult, Outcome, WatchSweepsResult } from '@catalog-sweep/core';
import type { MetricValues } from './metrics.ts';

/**
 * What a finished sweep counts for. Its end counts once, however often finish-sweep is called, and a doctor's run is no sweep. Somebody's own
 * abort is no failure to be alarmed about. A sweep that was never planned has failed, and there is nothing else to say of it.
 */
export function sweepMetrics(result: FinishSweepResult): MetricValues {
  const { mode, status, repeated, targetsPlanned, targetsFailed } = result;
  if (repeated || mode === 'doctor') return {};
  const failed = { SweepsFailed: status === 'FAILED' || status === 'TIMED_OUT' ? 1 : 0 };
  if (mode === null) return failed;
  const count = (...outcomes: readonly Outcome[]) =>
    outcomes.reduce((total, outcome) => total + (result.byOutcome[outcome] ?? 0), 0);
  return {
    ...failed,
    SweepsNotReconciled: result.reconciled ? 0 : 1,
    TargetsPlanned: targetsPlanned,
    TargetsFailed: targetsFailed,
    TargetsFailedPercent: targetsPlanned === 0 ? 0 : (100 * targetsFailed) / targetsPlanned,
    ProvisionedProductsScanned: result.scanned,
    ProvisionedProductsOutdated: result.outdated,
    UpdatesMade: count('UPDATED'),
    UpdatesFailed: count('UPDATE_FAILED', 'UPDATE_TIMED_OUT'),
    UpdatesQuarantined: count('QUARANTINED'),
  };
}

/** What the watchdog has to tell: an alarm cannot look back to when the schedule was due. */
export function watchMetrics({ schedule }: WatchSweepsResult): MetricValues {
  return { ScheduleOverdue: schedule.overdue ? 1 : 0 };
}
