import { numberFrom } from './chance.ts';
import type { MapState, Parallel, Retrier, Task } from './definition.ts';
import { StateError } from './errors.ts';
import type { Step, Visit } from './visit.ts';

/**
 * Runs a state that may retry and catch: the whole state again for each retry, as Step Functions does with Parallel and Map too. What no
 * retrier and no catcher takes goes on as it is.
 */
export async function withErrorHandling(
  visit: Visit,
  { Type, Retry, Catch }: Pick<Task | Parallel | MapState, 'Type' | 'Retry' | 'Catch'>,
  attempt: () => Promise<Step>,
): Promise<Step> {
  const retries = new Map<Retrier, number>();
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof StateError)) throw error;
      const retrier = Retry.find(({ ErrorEquals }) => matches(ErrorEquals, error));
      const done = retrier === undefined ? 0 : (retries.get(retrier) ?? 0);
      if (retrier !== undefined && done < retrier.MaxAttempts) {
        retries.set(retrier, done + 1);
        await waitBeforeRetry(visit, retrier, done);
        visit.retryCount += 1;
        continue;
      }
      // A task has said so itself.
      if (Type !== 'Task') visit.record(`${Type}StateFailed`);
      const catcher = Catch.find(({ ErrorEquals }) => matches(ErrorEquals, error));
      if (catcher === undefined) throw error;
      const errorOutput = { Error: error.error ?? '', Cause: error.causeText ?? '' };
      return { output: await visit.leave(catcher, { errorOutput, otherwise: errorOutput }), next: catcher.Next };
    }
  }
}

/** States.Runtime is matched by nothing, not even by its name; States.TaskFailed by everything but a time-out. */
function matches(names: readonly string[], { error }: StateError): boolean {
  if (error === 'States.Runtime') return false;
  return names.some(
    (name) => name === error || name === 'States.ALL' || (name === 'States.TaskFailed' && error !== 'States.Timeout'),
  );
}

async function waitBeforeRetry(visit: Visit, retrier: Retrier, done: number): Promise<void> {
  const { execution } = visit;
  const grown = retrier.IntervalSeconds * retrier.BackoffRate ** done;
  const seconds = Math.min(grown, retrier.MaxDelaySeconds ?? grown);
  // Full jitter, but the same for the same execution, visit and attempt, so that a run can be repeated.
  const share = retrier.JitterStrategy === 'FULL' ? numberFrom(visit.key) : 1;
  await execution.surroundings.clock.sleep(Math.round(seconds * 1000 * share), execution.signal);
  execution.throwIfAborted();
}
