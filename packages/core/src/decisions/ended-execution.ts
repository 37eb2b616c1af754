import type { Execution } from '../aws/executions.ts';

const DAY = 24 * 60 * 60 * 1000;

/** How long the watchdog cares for a sweep. By then its work objects are about to expire, and what still goes on is somebody's concern. */
const WATCHED = 14 * DAY;

/** The longest that an execution runs: TimeoutSeconds of sweep.asl.yaml. */
const LONGEST_EXECUTION = 2 * DAY;

/** The longest that Lambda lets a function run: it does not stop the functions of an execution that was aborted. */
const LONGEST_INVOCATION = 15 * 60 * 1000;

/** When the oldest execution may have begun whose end is still of interest. */
export function watchedSince(now: number): number {
  return now - WATCHED - LONGEST_EXECUTION;
}

/** Whether an execution ended not too long ago to be of interest, and so long ago that its functions have ended too. */
export function hasEndedForGood(
  execution: Execution,
  now: number,
): execution is Execution & { readonly endedAt: number } {
  const { endedAt } = execution;
  return endedAt !== undefined && endedAt >= now - WATCHED && functionsHaveEnded(endedAt, now);
}

/** Whether the last function of an execution must have ended by now. */
export function functionsHaveEnded(endedAt: number, now: number): boolean {
  return now >= endedAt + LONGEST_INVOCATION;
}
