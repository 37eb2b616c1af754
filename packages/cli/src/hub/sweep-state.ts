import {
  DoctorSummary,
  readObject,
  Sweep,
  SweepSummary,
  UsageError,
  workKeys,
  type SweepId,
} from '@catalog-sweep/core';
import type { SweepProgress } from '../sweep-place.ts';
import { knownSweep, sweepsOf, type DescribedSweep } from './executions.ts';
import type { HubConnection } from './hub-connection.ts';
import { reasonOf } from './hub-sweep.ts';
import { readProgress } from './sweep-progress.ts';

/** What the hub knows of one sweep, or doctor's run. */
export interface SweepState {
  readonly sweepId: SweepId;
  readonly mode: string;
  readonly trigger: string;
  readonly startedAt: number;
  readonly execution: DescribedSweep['status'];
  /** While it runs. */
  readonly progress: SweepProgress | undefined;
  /** When it is over. */
  readonly summary: SweepSummary | undefined;
  readonly findings: DoctorSummary | undefined;
  /** Why there is no summary, where there is none. */
  readonly reason: string | undefined;
}

/** The id of the newest sweep. Throws UsageError when there is none. */
export async function newestSweep(hub: HubConnection): Promise<SweepId> {
  for await (const { sweepId } of sweepsOf(hub)) return sweepId;
  throw new UsageError(['the hub has not swept yet: catalog-sweep sweep --on hub begins a sweep']);
}

/** Reads the state of a sweep. Throws UsageError when the hub knows none of this id. */
export async function readSweepState(hub: HubConnection, sweepId: SweepId): Promise<SweepState> {
  const execution = await knownSweep(hub, sweepId);
  const { work } = hub;
  const { status, startedAt, input, executionArn } = execution;
  const { mode = 'unknown', trigger = 'unknown' } = JSON.parse(input) as {
    readonly mode?: string;
    readonly trigger?: string;
  };
  const sweep = await readObject(work, workKeys.sweep(sweepId), Sweep);
  const runs = status === 'RUNNING';
  const summary = runs ? undefined : await readObject(work, workKeys.summary(sweepId), SweepSummary);
  const findings = runs ? undefined : await readObject(work, workKeys.findings(sweepId), DoctorSummary);
  return {
    sweepId,
    mode,
    trigger,
    startedAt,
    execution: status,
    progress: runs ? await readProgress(hub, { sweepId, executionArn, sweep }) : undefined,
    summary,
    findings,
    reason: runs || summary !== undefined || findings !== undefined ? undefined : reasonOf(execution),
  };
}
