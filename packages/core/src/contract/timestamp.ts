import * as z from 'zod';

/** A time as the logs have it: UTC, `YYYY-MM-DD HH:MM:SS.mmm`, the one form that Athena documents for its timestamp columns. */
export const Timestamp = z.string().regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}\.\d{3}$/);
export type Timestamp = z.infer<typeof Timestamp>;

/** Writes milliseconds since 1970 as a log time. The only place in core that knows the calendar. */
export function timestampOf(milliseconds: number): Timestamp {
  return new Date(milliseconds).toISOString().replace('T', ' ').replace('Z', '');
}

/** The UTC day of a time, `YYYY-MM-DD`: the partition `dt` of the logs. */
export function dayOf(milliseconds: number): string {
  return timestampOf(milliseconds).slice(0, 10);
}

/** Milliseconds since 1970 of a log time. */
export function millisecondsOf(timestamp: Timestamp): number {
  return millisecondsOfIso(`${timestamp.replace(' ', 'T')}Z`);
}

/** Milliseconds since 1970 of an ISO 8601 time, as Step Functions has it. */
export function millisecondsOfIso(text: string): number {
  return Date.parse(text);
}
