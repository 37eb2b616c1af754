import { workKeys } from '../contract/keys.ts';
import type { StopMark } from '../contract/payloads.ts';
import type { SweepId } from '../contract/sweep-id.ts';
import type { StageContext } from '../stage-context.ts';

/**
 * Asks a sweep to stop: no update starts any more, what is under way is followed to its end, and no further wave begins. When
 * several ask, the first of them and its reason count.
 */
export async function stopSweep(
  { sweepId, ...mark }: StopMark & { readonly sweepId: SweepId },
  context: Pick<StageContext, 'work'>,
): Promise<void> {
  await context.work.create(workKeys.stop(sweepId), JSON.stringify(mark satisfies StopMark));
}
