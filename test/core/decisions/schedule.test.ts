import { nextRun, previousRun, scheduleProblem } from '@catalog-sweep/core';
import { describe, expect, it, test } from '@jest/globals';

const at = (time: string) => Date.parse(time);
const shown = (time: number | undefined) => (time === undefined ? undefined : new Date(time).toISOString());

describe('an expression that EventBridge Scheduler takes', () => {
  test.each([
    // The examples of https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cron-expressions.html
    { expression: 'cron(0 10 * * ? *)', next: '2026-11-27T10:00:00.000Z' },
    { expression: 'cron(15 12 * * ? *)', next: '2026-11-27T12:15:00.000Z' },
    { expression: 'cron(0 18 ? * MON-FRI *)', next: '2026-11-27T18:00:00.000Z' },
    { expression: 'cron(0 8 1 * ? *)', next: '2026-12-01T08:00:00.000Z' },
    { expression: 'cron(0/15 * * * ? *)', next: '2026-11-26T22:15:00.000Z' },
    { expression: 'cron(0/10 * ? * MON-FRI *)', next: '2026-11-26T22:10:00.000Z' },
    { expression: 'cron(0/5 8-17 ? * MON-FRI *)', next: '2026-11-27T08:00:00.000Z' },
    { expression: 'cron(0/30 20-23,0-2 ? * MON-FRI *)', next: '2026-11-26T22:30:00.000Z' },
    // The example of the guide of Scheduler, and what its wildcards are said to mean
    { expression: 'cron(15 10 ? * 6L 2026-2027)', next: '2026-11-27T10:15:00.000Z' },
    { expression: 'cron(0 9 ? * 3#2 *)', next: '2026-12-08T09:00:00.000Z' },
    { expression: 'cron(0 9 ? * TUE#2 *)', next: '2026-12-08T09:00:00.000Z' },
    { expression: 'cron(0 9 3W * ? *)', next: '2026-12-03T09:00:00.000Z' },
    { expression: 'cron(0 9 3W JAN ? *)', next: '2027-01-04T09:00:00.000Z' },
    { expression: 'cron(0 9 L * ? *)', next: '2026-11-30T09:00:00.000Z' },
    { expression: 'cron(0 9 ? * L *)', next: '2026-11-28T09:00:00.000Z' },
    { expression: 'cron(1/10 23 ? * 1,7 *)', next: '2026-11-28T23:01:00.000Z' },
    { expression: 'cron(0 22 ? * 1 *)', next: '2026-11-29T22:00:00.000Z' },
    // Seen to be taken: https://github.com/localstack/localstack/pull/13628
    { expression: 'cron(0-15/1 8-8 ? * 2,3,4,5,6,7 *)', next: '2026-11-27T08:00:00.000Z' },
    { expression: 'cron(1-31/30 1-1 ? * 1,7 *)', next: '2026-11-28T01:01:00.000Z' },
    // A month without the day, a leap day, the last of the working days
    { expression: 'cron(0 22 31 * ? *)', next: '2026-12-31T22:00:00.000Z' },
    { expression: 'cron(0 22 29 2 ? *)', next: '2028-02-29T22:00:00.000Z' },
    { expression: 'cron(0 9 LW JAN ? *)', next: '2027-01-29T09:00:00.000Z' },
    // The default
    { expression: 'cron(0 22 ? * THU *)', next: '2026-12-03T22:00:00.000Z' },
  ])('$expression runs next at $next', ({ expression, next }) => {
    const schedule = { expression, timeZone: 'UTC' };

    expect(scheduleProblem(schedule)).toBeUndefined();
    expect(shown(nextRun(schedule, at('2026-11-26T22:00:00Z')))).toBe(next);
    expect(shown(previousRun(schedule, at(next) + 1))).toBe(next);
  });

  it.each([
    { name: 'in capitals or not', expression: 'cron(0 22 ? jan-mar thu *)' },
    { name: 'with more white space', expression: 'cron(0  22 ? * THU  *)' },
  ])('may be written $name', ({ expression }) => {
    expect(scheduleProblem({ expression, timeZone: 'UTC' })).toBeUndefined();
  });
});

describe('an expression that EventBridge Scheduler refuses', () => {
  test.each([
    { expression: '0 22 ? * THU *', problem: /is not of the form cron\(…\), such as cron\(0 22 \? \* THU \*\)/ },
    { expression: ' cron(0 22 ? * THU *)', problem: /is not of the form cron/ },
    { expression: 'rate(7 days)', problem: /counts from when the schedule was made, so take a cron/ },
    { expression: 'at(2026-12-03T22:00:00)', problem: /runs once and never again/ },
    { expression: 'cron()', problem: /has 0 fields instead of six/ },
    { expression: 'cron(0 22 * * 4)', problem: /has 5 fields instead of six.*the cron of Unix has no year/ },
    { expression: 'cron(0 0 22 ? * THU *)', problem: /has 7 fields instead of six/ },
    { expression: 'cron(0 22 * * THU *)', problem: /\* for the day of month and THU for the day of week.*must be \?/ },
    { expression: 'cron(0 22 ? * ? *)', problem: /one of them must say which days/ },
    { expression: 'cron(60 22 ? * THU *)', problem: /has 60 for the minutes: it takes 0-59/ },
    { expression: 'cron(0 24 ? * THU *)', problem: /has 24 for the hours: it takes 0-23/ },
    { expression: 'cron(0 8,24 ? * THU *)', problem: /has 24 in 8,24 for the hours/ },
    { expression: 'cron(0 22 0 * ? *)', problem: /has 0 for the day of month: it takes 1-31/ },
    { expression: 'cron(0 22 32W * ? *)', problem: /has 32W for the day of month/ },
    { expression: 'cron(0 22 L,15 * ? *)', problem: /has L in L,15.*stand alone/ },
    { expression: 'cron(0 22 ? NOT THU *)', problem: /has NOT for the month: it takes 1-12 and JAN-DEC/ },
    { expression: 'cron(0 22 ? * 0 *)', problem: /has 0 for the day of week.*Sunday is 1/ },
    { expression: 'cron(0 22 ? * 8 *)', problem: /has 8 for the day of week: it takes 1-7 and SUN-SAT/ },
    { expression: 'cron(0 22 ? * THURSDAY *)', problem: /has THURSDAY for the day of week/ },
    { expression: 'cron(0 22 ? * FRI-MON *)', problem: /has FRI-MON for the day of week.*a range goes upwards/ },
    { expression: 'cron(0 22 ? * MON/2 *)', problem: /has MON\/2 for the day of week.*no steps/ },
    { expression: 'cron(0 22 ? * 3#1,6#3 *)', problem: /has 3#1 in 3#1,6#3.*stand alone/ },
    { expression: 'cron(0 22 ? * 6#6 *)', problem: /has 6#6 for the day of week/ },
    { expression: 'cron(0/0 22 ? * THU *)', problem: /has 0\/0 for the minutes/ },
    { expression: 'cron(/5 22 ? * THU *)', problem: /has \/5 for the minutes/ },
    { expression: 'cron(0, 22 ? * THU *)', problem: /has nothing in 0, for the minutes/ },
    { expression: 'cron(0 22 ? * THU 1969)', problem: /has 1969 for the year: it takes 1970-2199/ },
    { expression: 'cron(0 22 30 2 ? *)', problem: /names a day that no year has/ },
    { expression: 'cron(0 22 29 2 ? 2027)', problem: /names a day that no year has/ },
  ])('$expression: $problem', ({ expression, problem }) => {
    const found = scheduleProblem({ expression, timeZone: 'UTC' });

    expect(found).toMatch(problem);
    expect(found?.startsWith(expression)).toBe(true);
  });
});

describe('a time zone', () => {
  test.each(['UTC', 'Europe/Dublin', 'Europe/Kyiv', 'Asia/Kolkata', 'America/Argentina/Ushuaia', 'Etc/GMT+1'])(
    'of the IANA database, %s, is taken',
    (timeZone) => {
      expect(scheduleProblem({ expression: 'cron(0 22 ? * THU *)', timeZone })).toBeUndefined();
    },
  );

  test.each([
    { timeZone: 'Dublin', problem: 'Dublin is no time zone of the IANA database; close: Europe/Dublin' },
    { timeZone: 'utc', problem: 'utc is no time zone of the IANA database; close: UTC' },
    { timeZone: 'europe/dublin', problem: /^europe\/dublin is no time zone.*close: Europe\/Dublin/ },
    { timeZone: 'Europe/Dubln', problem: /close: Europe\/Dublin/ },
    { timeZone: '+01:00', problem: /they look like Europe\/Dublin or UTC/ },
    { timeZone: 'GMT+1', problem: /they look like Europe\/Dublin or UTC/ },
  ])('that there is not, $timeZone, is refused', ({ timeZone, problem }) => {
    expect(scheduleProblem({ expression: 'cron(0 22 ? * THU *)', timeZone })).toMatch(problem);
  });
});

/**
 * When clocks go forward, a run at a time that they skip is left out; when they go back, a run at a time that they show twice runs once.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#daylist-savings-time
 * Dublin: forward on 29 March 2026 at 01:00, back on 25 October 2026 at 02:00.
 */
describe('a schedule on days on which clocks change', () => {
  const dublin = (expression: string) => ({ expression, timeZone: 'Europe/Dublin' });

  test.each([
    { name: 'keeps the time of day in winter', after: '2026-01-01T00:00:00Z', runs: ['2026-01-01T22:00:00.000Z'] },
    { name: 'keeps the time of day in summer', after: '2026-07-01T00:00:00Z', runs: ['2026-07-02T21:00:00.000Z'] },
    {
      name: 'is a day of 23 hours apart in spring',
      expression: 'cron(0 22 * * ? *)',
      after: '2026-03-28T12:00:00Z',
      runs: ['2026-03-28T22:00:00.000Z', '2026-03-29T21:00:00.000Z'],
    },
    {
      name: 'leaves out a time that is skipped',
      expression: 'cron(30 1 * * ? *)',
      after: '2026-03-27T12:00:00Z',
      runs: ['2026-03-28T01:30:00.000Z', '2026-03-30T00:30:00.000Z'],
    },
    {
      name: 'runs once at a time that comes twice',
      expression: 'cron(30 1 * * ? *)',
      after: '2026-10-24T12:00:00Z',
      runs: ['2026-10-25T00:30:00.000Z', '2026-10-26T01:30:00.000Z'],
    },
    {
      name: 'is not repeated in the hour that comes twice',
      expression: 'cron(0/30 * * * ? *)',
      after: '2026-10-25T00:10:00Z',
      runs: ['2026-10-25T00:30:00.000Z', '2026-10-25T02:00:00.000Z', '2026-10-25T02:30:00.000Z'],
    },
  ])('$name', ({ expression = 'cron(0 22 ? * THU *)', after, runs }) => {
    const forward: (string | undefined)[] = [];
    for (const run of [after, ...runs].slice(0, -1)) forward.push(shown(nextRun(dublin(expression), at(run))));

    const back: (string | undefined)[] = [];
    for (const run of runs.slice(1)) back.push(shown(previousRun(dublin(expression), at(run))));

    expect(forward).toEqual(runs);
    expect(back).toEqual(runs.slice(0, -1));
  });

  it.each([
    { timeZone: 'Australia/Lord_Howe', next: '2026-11-26T11:00:00.000Z' },
    { timeZone: 'Asia/Kathmandu', next: '2026-11-26T16:15:00.000Z' },
    { timeZone: 'America/St_Johns', next: '2026-11-27T01:30:00.000Z' },
  ])('runs at 22:00 in $timeZone, whose offset is no whole hour', ({ timeZone, next }) => {
    expect(shown(nextRun({ expression: 'cron(0 22 ? * THU *)', timeZone }, at('2026-11-26T00:00:00Z')))).toBe(next);
  });
});

describe('a schedule', () => {
  const thursdays = { expression: 'cron(0 22 ? * THU *)', timeZone: 'UTC' };

  it('counts neither as next nor as previous the run of that very moment', () => {
    const run = at('2026-11-26T22:00:00Z');

    expect(shown(nextRun(thursdays, run))).toBe('2026-12-03T22:00:00.000Z');
    expect(shown(previousRun(thursdays, run))).toBe('2026-11-19T22:00:00.000Z');
  });

  it('has no next run after its last year, and no previous one before its first', () => {
    const schedule = { expression: 'cron(0 22 ? * THU 2027)', timeZone: 'UTC' };

    expect(nextRun(schedule, at('2028-01-01T00:00:00Z'))).toBeUndefined();
    expect(previousRun(schedule, at('2027-01-01T00:00:00Z'))).toBeUndefined();
  });
});
