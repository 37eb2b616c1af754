import type { Executions } from '../aws/executions.ts';
import { readObject } from '../aws/work-objects.ts';
import { workKeys } from '../contract/keys.ts';
import { CONTRACT_VERSION, ExecutionEnd, type FinishSweepEvent } from '../contract/payloads.ts';
import { sweepIdOf, type SweepId } from '../contract/sweep-id.ts';
import { isWatched, watchedSince } from '../decisions/early-end.ts';
import type { StageContext } from '../stage-context.ts';

/**
 * Has finish-sweep called for every sweep whose execution ended early and of which it has not said that all is settled: because nobody told it of
 * the end, or because functions or updates went on after it. In most days it is one page of executions and a few small objects. Returns the
 * sweeps.
 */
export async function watchEnds(
  {
    executions,
    callFinishSweep,
  }: {
    readonly executions: Executions;
    readonly callFinishSweep: (event: FinishSweepEvent) => Promise<void>;
  },
  { clock, work }: StageContext,
): Promise<SweepId[]> {
  const now = clock.now();
  const called: SweepId[] = [];
  for (const execution of await executions.startedSince(watchedSince(now))) {
    if (!isWatched(execution, now)) continue;
    const sweepId = sweepIdOf(execution);
    const end = await readObject(work, workKeys.end(sweepId), ExecutionEnd);
    if (end?.settled === true) continue;
    const { cause } = await executions.describe(execution.arn);
    const { status: executionStatus, endedAt } = execution;
    await callFinishSweep({ contractVersion: CONTRACT_VERSION, sweepId, executionStatus, cause, error: null, endedAt });
    called.push(sweepId);
  }
  return called;
}
