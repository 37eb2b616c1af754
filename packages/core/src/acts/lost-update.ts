import { workKeys } from '../contract/keys.ts';
import { Intent, type PlannedUpdate, type UpdateEnd } from '../contract/payloads.ts';
import type { SweepId } from '../contract/sweep-id.ts';
import { decideLost, endOfAbandoned, endOfUnasked, endOfUnseen, type LostUpdate } from '../decisions/lost-update.ts';
import { readObject } from '../aws/work-objects.ts';
import { AwsError } from '../errors.ts';
import type { StageContext } from '../stage-context.ts';
import { followUpdate } from './follow-update.ts';
import { lookAgain } from './fresh-look.ts';

/**
 * Finds the end of an update that nobody reported: from its intent and, if there is one, from what the spoke shows of it. It always
 * finds one, since every planned update needs its line; the spoke may be out of reach by then.
 */
export async function endOfLostUpdate(
  { sweepId, ...known }: { sweepId: SweepId; update: PlannedUpdate; error: string | undefined; stopped: boolean },
  context: StageContext,
): Promise<UpdateEnd> {
  const intent = await readObject(context.work, workKeys.intent(sweepId, known.update), Intent);
  const lost = { ...known, intent, now: context.clock.now() };
  if (intent === undefined) return endOfUnasked(lost);
  try {
    return await lookForEnd({ ...lost, intent }, context);
  } catch (error) {
    if (error instanceof AwsError) return endOfUnseen(lost, error.message);
    throw error;
  }
}

async function lookForEnd(lost: LostUpdate & { intent: Intent }, context: StageContext): Promise<UpdateEnd> {
  const { update, now } = lost;
  const spoke = await context.aws.spoke(update, 'read');
  const decision = decideLost(lost, await lookAgain(spoke.serviceCatalog, update));
  if (decision.kind === 'ended') return decision.end;
  const followed = await followUpdate(spoke, { update, recordId: decision.recordId, now });
  return followed.kind === 'ended'
    ? followed.end
    : endOfAbandoned(lost, { state: followed.progress.state, sighting: followed.sighting });
}
