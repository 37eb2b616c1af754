import { readObject } from '../aws/work-objects.ts';
import { workKeys } from '../contract/keys.ts';
import { WaveTrouble } from '../contract/payloads.ts';
import type { SweepId } from '../contract/sweep-id.ts';
import type { StageContext } from '../stage-context.ts';

interface WhichWave {
  readonly sweepId: SweepId;
  readonly wave: string;
}

/** Notes what went wrong for a whole wave, in words, because it stands in the lines of targets that nobody looked at. The first word counts. */
export async function noteWaveTrouble(
  { sweepId, wave }: WhichWave,
  trouble: string | undefined,
  { work }: StageContext,
): Promise<void> {
  if (trouble === undefined) return;
  const text: WaveTrouble = { text: trouble };
  await work.create(workKeys.waveTrouble(sweepId, wave), JSON.stringify(text));
}

export async function readWaveTrouble(
  { sweepId, wave }: WhichWave,
  { work }: StageContext,
): Promise<string | undefined> {
  return (await readObject(work, workKeys.waveTrouble(sweepId, wave), WaveTrouble))?.text;
}
