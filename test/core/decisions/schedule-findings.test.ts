import { describe, expect, it, test } from '@jest/globals';
import {
  scheduleFindings,
  scheduleNotes,
  type ScheduleFacts,
} from '../../../packages/core/src/decisions/schedule-findings.ts';

/** Thursdays at 22:00 UTC; 26 November 2026 is one. */
const schedule = { expression: 'cron(0 22 ? * THU *)', timeZone: 'UTC' };
const DUE = Date.UTC(2026, 10, 26, 22);
const WEEK = 7 * 24 * 3_600_000;
const SWEEP = '20261119T220003Z-1a2b3c4d';

function facts(
  now: number,
  last: ScheduleFacts['last'],
  watched: ScheduleFacts['watched'] = { ...schedule, metUntil: DUE - WEEK },
): ScheduleFacts {
  return { account: '222222222222', region: 'eu-west-1', schedule, now, last, watched };
}

const began = (takenAt: number, over = true) => ({ sweepId: SWEEP, takenAt, over });

const fine: readonly { readonly name: string; readonly facts: ScheduleFacts }[] = [
  { name: 'the last that was due has begun', facts: facts(DUE + 24 * 3_600_000, began(DUE + 3000)) },
  { name: 'the next was due only half an hour ago', facts: facts(DUE + 30 * 60_000, began(DUE - WEEK + 3000)) },
  { name: 'the last is still under way', facts: facts(DUE + 24 * 3_600_000, began(DUE - 3_600_000, false)) },
  {
    name: 'the hub, or its schedule, is newer than when it was due',
    facts: facts(DUE + 24 * 3_600_000, undefined, { ...schedule, metUntil: DUE + 1000 }),
  },
  {
    name: 'the schedule was changed since the watchdog looked',
    facts: facts(DUE + 24 * 3_600_000, began(DUE - WEEK), { ...schedule, timeZone: 'Europe/Dublin', metUntil: 0 }),
  },
];

describe('the schedule', () => {
  test.each(fine)('is as it should be when $name', (one) => {
    expect(scheduleFindings(one.facts)).toEqual([]);
  });

  it('did not run when a sweep was due, and none has begun since', () => {
    const [found] = scheduleFindings(facts(DUE + 2 * 3_600_000, began(DUE - WEEK + 3000)));

    expect(found).toMatchObject({ code: 'SCHEDULE_DID_NOT_RUN', region: 'eu-west-1', safeToFix: false });
    expect(found?.what).toBe(
      `a scheduled sweep was due at 2026-11-26 22:00:00.000 UTC, and the last that began is ${SWEEP}`,
    );
  });

  it('did not run when a sweep was due, and none is remembered', () => {
    const [found] = scheduleFindings(facts(DUE + 2 * 3_600_000, undefined));

    expect(found?.what).toContain('and none has begun in the last 30 days');
  });

  it('is not judged in a new hub, which the watchdog has not looked at', () => {
    const unknown = { ...facts(DUE + 2 * 3_600_000, undefined), watched: undefined };

    expect(scheduleFindings(unknown)).toEqual([]);
  });

  it('tells when it ran last, and when it will', () => {
    expect(scheduleNotes(facts(DUE - 1, began(DUE - WEEK + 3000)))).toEqual([
      `the last scheduled sweep began at 2026-11-19 22:00:03.000 UTC (${SWEEP}); the next is due at 2026-11-26 22:00:00.000 UTC`,
    ]);
    expect(scheduleNotes(facts(DUE - 1, began(DUE - WEEK + 3000, false)))[0]).toContain('which is still under way');
    expect(scheduleNotes(facts(DUE - 1, undefined))[0]).toMatch(/^no scheduled sweep has begun in the last 30 days; /);
  });
});
