import { readLines } from '../aws/work-objects.ts';
import { inParallel } from '../clock.ts';
import { workKeys } from '../contract/keys.ts';
import { PlannedUpdate, type Sweep } from '../contract/payloads.ts';
import { isUncertain } from '../decisions/lost-update.ts';
import type { StageContext } from '../stage-context.ts';
import { sightLostUpdate } from './lost-update.ts';
import { correctUpdateEnd, readUpdateEnd } from './update-ends.ts';

/** Each of them costs a few calls to its spoke. */
const UPDATES_AT_ONCE = 20;

interface WhichWave {
  readonly sweep: Sweep;
  readonly wave: string;
  readonly stopped: boolean;
}

/**
 * Looks again at the updates of a wave that were under way when their execution ended, and notes how they ended since. Returns how many still
 * go on, or cannot be seen.
 */
export async function lookAgainAtUpdates(which: WhichWave, context: StageContext): Promise<number> {
  const plan = await readLines(context.work, workKeys.plan(which.sweep.sweepId, which.wave), PlannedUpdate);
  const goOn = await inParallel({ clock: context.clock, items: plan, limit: UPDATES_AT_ONCE }, (update) =>
    goesOn(update, which, context),
  );
  return goOn.filter(Boolean).length;
}

async function goesOn(
  update: PlannedUpdate,
  { sweep, wave, stopped }: WhichWave,
  context: StageContext,
): Promise<boolean> {
  const { sweepId } = sweep;
  const noted = await readUpdateEnd(context.work, { sweepId, wave, update });
  // An update that nobody ever spoke of is looked for when the logs are written.
  if (noted === undefined || !isUncertain(noted)) return false;
  const sighting = await sightLostUpdate({ sweepId, update, error: undefined, stopped }, context);
  // What is as uncertain as before stays as it was put before, so that nothing is written anew.
  if (!isUncertain(sighting.end)) await correctUpdateEnd(context.work, { sweepId, wave, update }, sighting.end);
  return sighting.goesOn;
}
