import * as z from 'zod';

/**
 * A sweep's id, which is also its execution's name: the UTC second it was asked for and 8 hex digits, `20261126T220000Z-1a2b3c4d`.
 * It has no colon, because Step Functions refuses one in an execution's name.
 */
export const SweepId = z
  .string()
  .regex(/^\d{8}T\d{6}Z-[0-9a-f]{8}$/, 'a sweep id looks like 20261126T220000Z-1a2b3c4d');
export type SweepId = z.infer<typeof SweepId>;
