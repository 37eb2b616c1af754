import { noteWaveTrouble } from '../acts/wave-trouble.ts';
import { writeWaveLogs } from '../acts/wave-logs.ts';
import { readObject, readSweep } from '../aws/work-objects.ts';
import { workKeys } from '../contract/keys.ts';
import { type CloseWaveEvent, type CloseWaveResult, StopMark } from '../contract/payloads.ts';
import { caughtErrorText } from '../decisions/caught-error.ts';
import type { StageContext } from '../stage-context.ts';

/** Writes the logs of a wave that is over, and says whether the next may begin: it may, unless somebody stopped the sweep. */
export async function closeWave(
  { sweepId, wave, error }: CloseWaveEvent,
  context: StageContext,
): Promise<CloseWaveResult> {
  const sweep = await readSweep(context.work, sweepId);
  const stop = await readObject(context.work, workKeys.stop(sweepId), StopMark);
  const trouble = error === null ? undefined : caughtErrorText(error);
  await noteWaveTrouble({ sweepId, wave }, trouble, context);
  await writeWaveLogs({ sweep, wave, stopped: stop !== undefined, trouble }, context);
  return { goOn: stop === undefined, reason: stop?.reason ?? null };
}
