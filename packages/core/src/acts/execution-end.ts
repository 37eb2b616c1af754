import { readObject, writeObject } from '../aws/work-objects.ts';
import { workKeys } from '../contract/keys.ts';
import { ExecutionEnd, type FinishSweepEvent } from '../contract/payloads.ts';
import { functionsHaveEnded } from '../decisions/ended-execution.ts';
import type { StageContext } from '../stage-context.ts';

/** What finish-sweep was told of an execution's end before, if anything. */
export async function readExecutionEnd(
  { sweepId, executionStatus }: FinishSweepEvent,
  { work }: StageContext,
): Promise<ExecutionEnd | undefined> {
  // Called from inside, a sweep has no other end than its summary.
  return executionStatus === 'RUNNING' ? undefined : readObject(work, workKeys.end(sweepId), ExecutionEnd);
}

/**
 * Notes that an execution ended without finishing its sweep, and whether anybody has to look again: that is over when its last function must have
 * ended and `quiet` says that nothing else goes on.
 */
export async function noteExecutionEnd(
  { sweepId, executionStatus, endedAt }: FinishSweepEvent,
  { known, quiet }: { readonly known: ExecutionEnd | undefined; readonly quiet: boolean },
  { work, clock }: StageContext,
): Promise<void> {
  if (executionStatus === 'RUNNING') return;
  const functionsEnded = endedAt !== undefined && functionsHaveEnded(endedAt, clock.now());
  const end: ExecutionEnd = {
    noticedAt: known?.noticedAt ?? clock.now(),
    settled: known?.settled === true || (functionsEnded && quiet),
  };
  if (known?.settled === end.settled) return;
  await writeObject(work, workKeys.end(sweepId), end);
}
