import { Cron } from 'croner';
import { timestampOf } from '../contract/timestamp.ts';
import { cronFieldsProblem } from './cron-fields.ts';
import { timeZoneProblem, wallClockIn } from './wall-time.ts';

/** When something runs, as EventBridge Scheduler has it. */
export interface Schedule {
  /** `cron(0 22 ? * THU *)`; what is not right by `scheduleProblem` has no runs to ask for. */
  readonly expression: string;
  /** A name of the IANA database, such as Europe/Dublin. */
  readonly timeZone: string;
}

/** How late a scheduled sweep may begin, in seconds: so long EventBridge Scheduler tries to start it. */
export const SCHEDULE_GRACE_SECONDS = 60 * 60;

const EXAMPLE = 'such as cron(0 22 ? * THU *), Thursdays at 22:00';

/** Why EventBridge Scheduler would refuse the schedule, and what would be right; or undefined. */
export function scheduleProblem({ expression, timeZone }: Schedule): string | undefined {
  return expressionProblem(expression) ?? timeZoneProblem(timeZone);
}

/** The part of `scheduleProblem` that is about the expression alone. */
export function expressionProblem(expression: string): string | undefined {
  const [, kind, text] = /^(cron|rate|at)\((.*)\)$/.exec(expression) ?? [];
  if (kind === undefined || text === undefined) return `${expression} is not of the form cron(…), ${EXAMPLE}`;
  if (kind === 'rate') return `${expression} counts from when the schedule was made, so take a cron(…), ${EXAMPLE}`;
  if (kind === 'at') return `${expression} runs once and never again, so take a cron(…), ${EXAMPLE}`;
  const problem = cronFieldsProblem(fieldsOf(expression)) ?? dateProblem(expression);
  return problem === undefined ? undefined : `${expression} ${problem}`;
}

/** The 30th of February. */
function dateProblem(expression: string): string | undefined {
  const first = cronOf(expression).nextRun(isoOf(-1));
  return first === null ? 'names a day that no year has' : undefined;
}

/**
 * The next run after a time (exclusive), in milliseconds since 1970; undefined when there is none. As Scheduler does it: a wall time that
 * clocks skip in spring is skipped, one that they show twice in autumn runs once. That it then runs the first time is unverified.
 */
export function nextRun({ expression, timeZone }: Schedule, after: number): number | undefined {
  const cron = cronOf(expression);
  const clock = wallClockIn(timeZone);
  let wall = cron.nextRun(isoOf(clock.wallTimeAt(after) - LONGEST_CHANGE));
  while (wall !== null) {
    const time = clock.timeOf(wall.getTime());
    if (time !== undefined && time > after) return time;
    wall = cron.nextRun(wall);
  }
  return undefined;
}

/** The last run before a time (exclusive), in milliseconds since 1970; undefined when there was none. Otherwise as `nextRun`. */
export function previousRun({ expression, timeZone }: Schedule, before: number): number | undefined {
  const cron = cronOf(expression);
  const clock = wallClockIn(timeZone);
  let [wall] = cron.previousRuns(1, isoOf(clock.wallTimeAt(before) + LONGEST_CHANGE));
  while (wall !== undefined) {
    const time = clock.timeOf(wall.getTime());
    if (time !== undefined && time < before) return time;
    [wall] = cron.previousRuns(1, wall);
  }
  return undefined;
}

/**
 * Wall times are reckoned with in UTC, because croner has rules of its own for days on which clocks change. It takes `?` for `*`, and L as
 * a day of the week for nothing; Scheduler takes it for Saturday.
 */
function cronOf(expression: string): Cron {
  const [minutes, hours, dayOfMonth, month, dayOfWeek, year] = fieldsOf(expression);
  const day = dayOfWeek?.toUpperCase() === 'L' ? 'SAT' : dayOfWeek;
  return new Cron(['0', minutes, hours, dayOfMonth, month, day, year].join(' '), {
    mode: '7-part',
    timezone: 'UTC',
    // 1-7 are SUN-SAT, and 5/10 is every tenth from the fifth on.
    alternativeWeekdays: true,
    sloppyRanges: true,
    paused: true,
  });
}

function fieldsOf(expression: string): readonly string[] {
  return expression
    .slice('cron('.length, -1)
    .split(/\s+/)
    .filter((field) => field !== '');
}

/** Clocks are set by an hour, in Antarctica by two or three: within it a run may lie on the other side of a change. */
const LONGEST_CHANGE = 3 * 60 * 60_000;

function isoOf(time: number): string {
  return `${timestampOf(time).replace(' ', 'T')}Z`;
}
