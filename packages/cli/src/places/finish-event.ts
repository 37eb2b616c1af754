import type { FinishSweepEvent } from '@catalog-sweep/core';

/** What finish-sweep is told of an execution that ended without it. */
export function finishEvent(execution: {
  readonly sweepId: string;
  readonly status: FinishSweepEvent['executionStatus'];
  readonly cause: string | null;
}): FinishSweepEvent {
  const { sweepId, status, cause } = execution;
  return { contractVersion: 1, sweepId, executionStatus: status, cause, error: null };
}
