import * as z from 'zod';
import { SWEEP_STATUSES } from './log-entry.ts';
import { OUTCOMES } from './outcome.ts';
import { SweepId } from './sweep-id.ts';
import { Timestamp } from './timestamp.ts';

/** The source and the detail type of the event that tells of a finished sweep, on the default event bus of the hub's account and Region. */
export const EVENT_SOURCE = 'catalog-sweep';
export const SWEEP_FINISHED = 'Sweep Finished';

const count = z.int().min(0);

/** The detail of that event: numbers and codes alone, nothing of what people called their products or gave them as parameters. */
export const SweepFinished = z.strictObject({
  contractVersion: z.literal(1),
  sweepId: SweepId,
  mode: z.enum(['report', 'update']).describe('whether the sweep only looked, or also updated'),
  status: z.enum(SWEEP_STATUSES).describe('how the sweep ended'),
  reason: z.string().nullable().describe('why it ended so, when it did not simply complete'),
  whole: z.boolean().describe('whether it was over everything that is configured, not just a part'),
  startedAt: Timestamp.describe('when it began, UTC'),
  finishedAt: Timestamp.describe('when it ended, UTC'),
  targets: z.strictObject({
    planned: count,
    swept: count.describe('looked at to the end'),
    failed: count.describe('not looked at, or not to the end'),
  }),
  products: z.strictObject({
    scanned: count,
    outdated: count.describe('behind when the sweep looked'),
    byOutcome: z.partialRecord(z.enum(OUTCOMES), count).describe('how many had each outcome'),
  }),
  reconciled: z.boolean().describe('whether the log adds up'),
  log: z.strictObject({ location: z.string().describe('where the lines of its provisioned products lie in S3') }),
});
export type SweepFinished = z.infer<typeof SweepFinished>;

/** What EventBridge hands to a function. */
export const SweepFinishedEvent = z.object({ detail: SweepFinished });
export type SweepFinishedEvent = z.infer<typeof SweepFinishedEvent>;

/** Whether somebody has to look: it did not complete, does not add up, or a target or an update failed. */
export function needsSomebody({ status, reconciled, targets, products }: SweepFinished): boolean {
  const { UPDATE_FAILED = 0, UPDATE_TIMED_OUT = 0, QUARANTINED = 0 } = products.byOutcome;
  return status !== 'COMPLETED' || !reconciled || targets.failed + UPDATE_FAILED + UPDATE_TIMED_OUT + QUARANTINED > 0;
}

/** After which sweeps a digest is sent: after each, or only where somebody has to look. */
export const DigestWhen = z.enum(['always', 'failure']);
export type DigestWhen = z.infer<typeof DigestWhen>;

export const SendDigestResult = z.strictObject({ sent: z.boolean() });
export type SendDigestResult = z.infer<typeof SendDigestResult>;
