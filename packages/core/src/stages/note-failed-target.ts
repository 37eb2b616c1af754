import { readScanResult } from '../acts/scan-results.ts';
import { writeObject } from '../aws/work-objects.ts';
import { workKeys } from '../contract/keys.ts';
import type { NoteFailedTargetEvent, TargetFailure } from '../contract/payloads.ts';
import { targetFailureOf } from '../decisions/target-failure.ts';
import type { StageContext } from '../stage-context.ts';

/** Notes why a target could not be swept. A scan that came to its end all the same, and only failed to say so, stays as it is. */
export async function noteFailedTarget(event: NoteFailedTargetEvent, { work }: StageContext): Promise<void> {
  const { sweepId, wave, target, error } = event;
  const { complete } = await readScanResult(work, { sweepId, wave, target });
  if (complete) return;
  const failure: TargetFailure = targetFailureOf(error);
  await writeObject(work, workKeys.targetFailure(sweepId, wave, target), failure);
}
