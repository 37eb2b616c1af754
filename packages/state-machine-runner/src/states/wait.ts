import type { Wait } from '../definition.ts';
import { queryError } from '../expression.ts';
import type { Step, Visit } from '../visit.ts';

/** RFC 3339 as Step Functions wants it: with T, with seconds, with a zone; any number of digits after the second. */
const TIMESTAMP = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/;

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
  // Date.parse takes no more than milliseconds.
  const time = TIMESTAMP.test(text) ? Date.parse(text.replace(/(\.\d{3})\d+/, '$1')) : Number.NaN;
  if (Number.isNaN(time))
    throw queryError(`The field 'Timestamp' must be an RFC 3339 time but was: ${JSON.stringify(text)}`);
  return time;
}
