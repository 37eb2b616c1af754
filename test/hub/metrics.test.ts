import type { FinishSweepResult } from '@catalog-sweep/core';
import { describe, expect, it, test } from '@jest/globals';
import { METRIC_NAMES } from '../../packages/hub/src/metrics.ts';
import { sweepMetrics, watchMetrics } from '../../packages/hub/src/sweep-metrics.ts';

function aResult(parts: Partial<FinishSweepResult> = {}): FinishSweepResult {
  return {
    sweepId: '20261126T220000Z-1a2b3c4d',
    mode: 'update',
    status: 'COMPLETED',
    reconciled: true,
    repeated: false,
    targetsPlanned: 8,
    targetsFailed: 2,
    scanned: 100,
    outdated: 40,
    byOutcome: { UP_TO_DATE: 60, UPDATED: 20, NO_CHANGE: 5, UPDATE_FAILED: 3, UPDATE_TIMED_OUT: 2, QUARANTINED: 10 },
    ...parts,
  };
}

const NEVER_PLANNED = aResult({ mode: null, status: 'FAILED', reconciled: false, targetsPlanned: 0, targetsFailed: 0 });

describe('the metrics of a sweep', () => {
  it('count what it did', () => {
    expect(sweepMetrics(aResult())).toEqual({
      SweepsFailed: 0,
      SweepsNotReconciled: 0,
      TargetsPlanned: 8,
      TargetsFailed: 2,
      TargetsFailedPercent: 25,
      ProvisionedProductsScanned: 100,
      ProvisionedProductsOutdated: 40,
      UpdatesMade: 20,
      UpdatesFailed: 5,
      UpdatesQuarantined: 10,
    });
  });

  test.each([
    { status: 'COMPLETED', failed: 0 },
    { status: 'STOPPED', failed: 0 },
    { status: 'ABORTED', failed: 0 },
    { status: 'FAILED', failed: 1 },
    { status: 'TIMED_OUT', failed: 1 },
  ] as const)('count a sweep that is $status $failed times as failed', ({ status, failed }) => {
    expect(sweepMetrics(aResult({ status })).SweepsFailed).toBe(failed);
  });

  it('say that its logs do not add up', () => {
    expect(sweepMetrics(aResult({ status: 'INCOMPLETE', reconciled: false })).SweepsNotReconciled).toBe(1);
  });

  it('have no percentage of nothing', () => {
    expect(sweepMetrics(aResult({ targetsPlanned: 0, targetsFailed: 0 })).TargetsFailedPercent).toBe(0);
  });

  it('say nothing but that it failed, when it was never planned', () => {
    expect(sweepMetrics(NEVER_PLANNED)).toEqual({ SweepsFailed: 1 });
  });

  test.each([
    { name: 'a sweep whose end was known before', result: aResult({ repeated: true }) },
    { name: 'a sweep that was never planned, as known before', result: { ...NEVER_PLANNED, repeated: true } },
    { name: "a doctor's run", result: aResult({ mode: 'doctor' }) },
  ])('are none for $name', ({ result }) => {
    expect(sweepMetrics(result)).toEqual({});
  });
});

describe('the metrics of the watchdog', () => {
  test.each([
    { overdue: true, value: 1 },
    { overdue: false, value: 0 },
  ])('say every day whether the schedule is overdue: $overdue', ({ overdue, value }) => {
    const result = { finished: [], schedule: { dueAt: '2026-11-26 22:00:00.000', overdue } };

    expect(watchMetrics(result)).toEqual({ ScheduleOverdue: value });
  });
});

it('publishes every metric that the hub has a name for', () => {
  const watched = watchMetrics({ finished: [], schedule: { dueAt: null, overdue: false } });
  const published = { ...sweepMetrics(aResult()), ...watched };

  expect(Object.keys(published).toSorted()).toEqual(METRIC_NAMES.toSorted());
});
