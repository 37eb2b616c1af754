import type { ExaminedFinding } from '../contract/findings.ts';
import type { WatchedSchedule } from '../contract/payloads.ts';
import { timestampOf } from '../contract/timestamp.ts';
import { finding } from './finding.ts';
import { nextRun, previousRun, SCHEDULE_GRACE_SECONDS, type Schedule } from './schedule.ts';

/** What is known of the scheduled sweeps. */
export interface ScheduleFacts {
  readonly account: string;
  readonly region: string;
  readonly schedule: Schedule;
  readonly now: number;
  /** The last scheduled sweep that began; undefined when there was none in the time that the work bucket remembers. */
  readonly last: { readonly sweepId: string; readonly takenAt: number; readonly over: boolean } | undefined;
  /** What the watchdog knows of the schedule; undefined when it has not looked at a new hub yet. */
  readonly watched: WatchedSchedule | undefined;
}

/**
 * Whether the last sweep that was due has begun. Only the watchdog knows since when the schedule is what it is: what was due before that is nothing to wait
 * for.
 */
export function scheduleFindings(facts: ScheduleFacts): readonly ExaminedFinding[] {
  const { account, region, schedule, now, last, watched } = facts;
  const due = previousRun(schedule, now - SCHEDULE_GRACE_SECONDS * 1000);
  const isKnown = watched?.expression === schedule.expression && watched.timeZone === schedule.timeZone;
  if (due === undefined || !isKnown || due <= watched.metUntil) return [];
  // While a scheduled sweep is under way the next is skipped, as it should be.
  if (last !== undefined && (!last.over || last.takenAt >= due)) return [];
  return [
    finding({
      code: 'SCHEDULE_DID_NOT_RUN',
      account,
      region,
      what: `a scheduled sweep was due at ${timestampOf(due)} UTC, and ${last === undefined ? 'none has begun in the last 30 days' : `the last that began is ${last.sweepId}`}`,
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
