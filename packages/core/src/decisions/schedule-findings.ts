import type { ExaminedFinding } from '../contract/findings.ts';
import { timestampOf } from '../contract/timestamp.ts';
import { finding } from './finding.ts';
import { nextRun, previousRun, type Schedule } from './schedule.ts';

/** EventBridge Scheduler is on time to the minute, and tries again for a while when it cannot begin. */
const GRACE = 60 * 60 * 1000;

/** What is known of the scheduled sweeps. */
export interface ScheduleFacts {
  readonly account: string;
  readonly region: string;
  readonly schedule: Schedule;
  readonly now: number;
  /** The last scheduled sweep that began; undefined when there was none in the time that the work bucket remembers. */
  readonly last: { readonly sweepId: string; readonly takenAt: number; readonly over: boolean } | undefined;
}

/** Whether the last sweep that was due has begun. A schedule that never ran may be new, which only a note tells. */
export function scheduleFindings(facts: ScheduleFacts): readonly ExaminedFinding[] {
  const { account, region, schedule, now, last } = facts;
  const due = previousRun(schedule, now - GRACE);
  // While a scheduled sweep is under way the next is skipped, as it should be.
  if (due === undefined || last === undefined || !last.over || last.takenAt >= due) return [];
  return [
    finding({
      code: 'SCHEDULE_DID_NOT_RUN',
      account,
      region,
      what: `a scheduled sweep was due at ${timestampOf(due)} UTC, and the last that began is ${last.sweepId}`,
      fix: 'look whether the schedule is enabled, and what the dead-letter queue of the hub holds: docs/runbook.md has a heading for it',
    }),
  ];
}

/** When the schedule ran last, and when it will. */
export function scheduleNotes({ schedule, now, last }: ScheduleFacts): readonly string[] {
  const next = nextRun(schedule, now);
  const then = next === undefined ? 'it will not run again' : `the next is due at ${timestampOf(next)} UTC`;
  if (last === undefined) return [`no scheduled sweep has begun in the last 30 days; ${then}`];
  const state = last.over ? '' : ', which is still under way';
  return [`the last scheduled sweep began at ${timestampOf(last.takenAt)} UTC (${last.sweepId}${state}); ${then}`];
}
