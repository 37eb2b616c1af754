import { mendExamination } from '../acts/mend.ts';
import { workKeys } from '../contract/keys.ts';
import type { MendResult, MendTargetEvent } from '../contract/payloads.ts';
import type { StageContext } from '../stage-context.ts';

/** Mends in a target what its examination found safe to mend, with the update role. Safe to repeat. */
export async function mendTarget({ sweepId, target }: MendTargetEvent, context: StageContext): Promise<MendResult> {
  const catalogOf = async () => (await context.aws.spoke(target, 'update')).serviceCatalog;
  return mendExamination({ sweepId, key: workKeys.targetExamination(sweepId, target), catalogOf }, context);
}
