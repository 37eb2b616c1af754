import { watchEnds } from '../acts/watch-ends.ts';
import { watchSchedule } from '../acts/watch-schedule.ts';
import type { Executions } from '../aws/executions.ts';
import type { FinishSweepEvent, WatchSweepsResult } from '../contract/payloads.ts';
import type { Schedule } from '../decisions/schedule.ts';
import type { StageContext } from '../stage-context.ts';

/** What the watchdog watches, and what it may do about it. */
export interface Watch {
  readonly schedule: Schedule;
  readonly executions: Executions;
  /** Has finish-sweep called, and does not wait for its end: it may take as long as this function itself may. */
  readonly callFinishSweep: (event: FinishSweepEvent) => Promise<void>;
}

/**
 * Once a day: sees to it that every sweep is finished, though the events that say how executions end are sent without a promise, and says whether
 * the schedule ran when it was due, which no alarm can tell over more than 7 days.
 */
export async function watchSweeps(watch: Watch, context: StageContext): Promise<WatchSweepsResult> {
  return { schedule: await watchSchedule(watch, context), finished: await watchEnds(watch, context) };
}
