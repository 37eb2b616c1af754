import * as z from 'zod';
import type { Execution, Executions } from '../aws/executions.ts';
import { readObject } from '../aws/work-objects.ts';
import { workKeys } from '../contract/keys.ts';
import { CONTRACT_VERSION, ExecutionEnd, type FinishSweepEvent } from '../contract/payloads.ts';
import { sweepIdOf, type SweepId } from '../contract/sweep-id.ts';
import { hasEndedForGood, watchedSince } from '../decisions/ended-execution.ts';
import { parsesAs } from '../decisions/json-text.ts';
import type { StageContext } from '../stage-context.ts';

/**
 * Has finish-sweep called for every sweep that may not be finished: its execution ended early, and finish-sweep has not said that all is settled,
 * because nobody told it of the end or because functions or updates went on after it; or the logs did not add up. Most days it is one page of
 * executions and a few small objects. Returns the sweeps.
 */
export async function watchEnds(
  {
    executions,
    callFinishSweep,
  }: {
    readonly executions: Executions;
    readonly callFinishSweep: (event: FinishSweepEvent) => Promise<void>;
  },
  context: StageContext,
): Promise<SweepId[]> {
  const now = context.clock.now();
  const called: SweepId[] = [];
  for (const execution of await executions.startedSince(watchedSince(now))) {
    if (!hasEndedForGood(execution, now)) continue;
    const event = await unfinished(execution, executions, context);
    if (event === undefined) continue;
    await callFinishSweep(event);
    called.push(event.sweepId);
  }
  return called;
}

/** What finish-sweep is to be told of an execution, if anything. */
async function unfinished(
  execution: Execution & { readonly endedAt: number },
  executions: Executions,
  { work }: StageContext,
): Promise<FinishSweepEvent | undefined> {
  const { arn, status, endedAt } = execution;
  const sweepId = sweepIdOf(execution);
  const event = { contractVersion: CONTRACT_VERSION, sweepId, error: null } as const;
  if (status === 'SUCCEEDED') {
    const { output } = await executions.describe(arn);
    // As from inside: the execution came to its end, and so did its updates.
    return parsesAs(NotReconciled, output) ? { ...event, executionStatus: 'RUNNING', cause: null } : undefined;
  }
  if (status !== 'FAILED' && status !== 'TIMED_OUT' && status !== 'ABORTED') return undefined;
  const end = await readObject(work, workKeys.end(sweepId), ExecutionEnd);
  if (end?.settled === true) return undefined;
  const { cause } = await executions.describe(arn);
  return { ...event, executionStatus: status, cause, endedAt };
}

const NotReconciled = z.object({ reconciled: z.literal(false) });
