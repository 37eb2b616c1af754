import { readLines, readObject } from '../aws/work-objects.ts';
import { inParallel } from '../clock.ts';
import { Examination } from '../contract/findings.ts';
import { workKeys } from '../contract/keys.ts';
import { Target, TargetFailure, type Sweep } from '../contract/payloads.ts';
import { hasMendable, type ExaminedTarget } from '../decisions/doctor-summary.ts';
import type { StageContext } from '../stage-context.ts';

/** Examinations are small objects; so many are read at once. */
const OBJECTS_AT_ONCE = 20;

/** What was found in each planned target, and why it was not examined or not mended, in the order of the plan. */
export async function readExaminedTargets(
  { sweepId, waves, request }: Sweep,
  { work, clock }: StageContext,
): Promise<readonly ExaminedTarget[]> {
  const examined: ExaminedTarget[] = [];
  for (const { name } of waves) {
    const targets = await readLines(work, workKeys.wave(sweepId, name), Target);
    const ofWave = await inParallel({ clock, items: targets, limit: OBJECTS_AT_ONCE }, async (target) => {
      const examination = await readObject(work, workKeys.targetExamination(sweepId, target), Examination);
      const isDone = examination !== undefined && !(request.fix && hasMendable(examination));
      if (isDone) return { target, examination, failure: undefined };
      const failure = await readObject(work, workKeys.targetFailure(sweepId, name, target), TargetFailure);
      return { target, examination, failure };
    });
    examined.push(...ofWave);
  }
  return examined;
}
