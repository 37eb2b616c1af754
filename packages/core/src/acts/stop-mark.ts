import { readObject } from '../aws/work-objects.ts';
import { workKeys } from '../contract/keys.ts';
import { StopMark } from '../contract/payloads.ts';
import type { SweepId } from '../contract/sweep-id.ts';
import { TargetRefused } from '../errors.ts';
import type { StageContext } from '../stage-context.ts';

/** Throws TargetRefused when somebody stopped the sweep: what was not begun is not begun any more. */
export async function refuseWhenStopped(sweepId: SweepId, { work }: StageContext): Promise<void> {
  const stop = await readObject(work, workKeys.stop(sweepId), StopMark);
  if (stop !== undefined) throw new TargetRefused('SWEEP_STOPPED', `the sweep was stopped: ${stop.reason}`);
}
