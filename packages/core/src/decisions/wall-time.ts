import { suggest } from './suggestions.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/**
 * What the clocks on the walls of a time zone show. A wall time is written in milliseconds as if the clock hung in UTC, so that it can be
 * reckoned with; times are milliseconds since 1970.
 */
export interface WallClock {
  /** The wall time at a time. */
  wallTimeAt(time: number): number;
  /** The time of a wall time: undefined when clocks skip it in spring, the first of two when they show it twice in autumn. */
  timeOf(wallTime: number): number | undefined;
}

/** Throws RangeError when there is no time zone of this name. */
export function wallClockIn(timeZone: string): WallClock {
  const format = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' });
  const wallTimeAt = (time: number) => time + offsetIn(format.formatToParts(time));
  return {
    wallTimeAt,
    timeOf: (wallTime) => {
      // No zone changes its clocks twice in two days, so one of the offsets of the days around it holds.
      const offsets = [wallTime - DAY, wallTime + DAY].map((time) => wallTimeAt(time) - time);
      const times = offsets.map((offset) => wallTime - offset).filter((time) => wallTimeAt(time) === wallTime);
      return times.length === 0 ? undefined : Math.min(...times);
    },
  };
}

/** `GMT`, `GMT+05:30` */
function offsetIn(parts: readonly Intl.DateTimeFormatPart[]): number {
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign = '+', hours = '0', minutes = '0'] = /^GMT([+-])(\d+):(\d+)/.exec(name) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * MINUTE;
}

/** Why this is no time zone of the IANA database, or undefined. */
export function timeZoneProblem(timeZone: string): string | undefined {
  const names = [...Intl.supportedValuesOf('timeZone'), 'UTC'];
  if (names.includes(timeZone)) return undefined;
  // The list has one name of each zone: Europe/Kiev, and not Europe/Kyiv.
  const isOtherName = /^[A-Z]/.test(timeZone) && isTimeZone(timeZone) && !isIn(names, timeZone);
  if (isOtherName) return undefined;
  const cities = names.filter((name) => name.toLowerCase().endsWith(`/${timeZone.toLowerCase()}`));
  const close = cities.length > 0 ? `; close: ${cities.join(', ')}` : suggest(timeZone, names);
  return `${timeZone} is no time zone of the IANA database${close || '; they look like Europe/Dublin or UTC'}`;
}

/** Whatever its capitals are. */
function isIn(names: readonly string[], timeZone: string): boolean {
  return names.some((name) => name.toLowerCase() === timeZone.toLowerCase());
}

function isTimeZone(name: string): boolean {
  try {
    wallClockIn(name);
    return true;
  } catch {
    return false;
  }
}
