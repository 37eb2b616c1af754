import { mendExamination } from '../acts/mend.ts';
import { workKeys } from '../contract/keys.ts';
import type { MendHubEvent, MendResult } from '../contract/payloads.ts';
import type { StageContext } from '../stage-context.ts';

/** Mends in the hub what its examination found safe to mend. Safe to repeat. */
export async function mendHub({ sweepId }: MendHubEvent, context: StageContext): Promise<MendResult> {
  const catalogOf = async (region: string) => context.aws.hubCatalog(region);
  return mendExamination({ sweepId, key: workKeys.hubExamination(sweepId), catalogOf }, context);
}
