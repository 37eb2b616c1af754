import { createHash } from 'node:crypto';
import * as z from 'zod';
import { timestampOf } from './timestamp.ts';

/**
 * A sweep's id, which is also its execution's name: the UTC second it was asked for and 8 hex digits, `20261126T220000Z-1a2b3c4d`.
 * It has no colon, because Step Functions refuses one in an execution's name.
 */
export const SweepId = z
  .string()
  .regex(/^\d{8}T\d{6}Z-[0-9a-f]{8}$/, 'a sweep id looks like 20261126T220000Z-1a2b3c4d');
export type SweepId = z.infer<typeof SweepId>;

/** The id of a sweep that is asked for at a time, in milliseconds since 1970; `what` tells it from others of the same second. */
export function sweepIdAt(time: number, what: string): SweepId {
  const second = timestampOf(time).slice(0, 19).replace(' ', 'T').replaceAll(/[-:]/g, '');
  return `${second}Z-${createHash('sha256').update(what).digest('hex').slice(0, 8)}`;
}

/**
 * The id of an execution's sweep: its name where that is a sweep id; a name that somebody made up, as EventBridge Scheduler does, gets an id that
 * follows from it and from the second in which the execution began.
 */
export function sweepIdOf(execution: { readonly name: string; readonly startedAt: number }): SweepId {
  return SweepId.safeParse(execution.name).success ? execution.name : sweepIdAt(execution.startedAt, execution.name);
}
