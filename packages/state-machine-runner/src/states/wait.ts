import type { Wait } from '../definition.ts';
import { queryError } from '../expression.ts';
import { timeOf } from '../timestamp.ts';
import type { Step, Visit } from '../visit.ts';

/** Waits some seconds, or until a time; one that has passed is no wait. */
export async function runWait(state: Wait, visit: Visit): Promise<Step> {
  const { execution } = visit;
  const { clock } = execution.surroundings;
  const milliseconds =
    state.Timestamp === undefined
      ? (await visit.evaluateCount(state.Seconds, 'Seconds')) * 1000
      : millisecondsOf(await visit.evaluateText(state.Timestamp, 'Timestamp')) - clock.now();
  await clock.sleep(Math.max(0, milliseconds), execution.signal);
  execution.throwIfAborted();
  return { output: await visit.leave(state, { otherwise: visit.input }), next: state.Next };
}

function millisecondsOf(text: string): number {
  const time = timeOf(text);
  if (time === undefined)
    throw queryError(`The field 'Timestamp' must be an RFC 3339 time but was: ${JSON.stringify(text)}`);
  return time;
}
