import { workKeys } from '../contract/keys.ts';
import { Intent, type PlannedUpdate, type UpdateEnd } from '../contract/payloads.ts';
import type { SweepId } from '../contract/sweep-id.ts';
import { decideLost, endOfAbandoned, endOfUnasked, endOfUnseen, type LostUpdate } from '../decisions/lost-update.ts';
import { readObject } from '../aws/work-objects.ts';
import { AwsError } from '../errors.ts';
import type { StageContext } from '../stage-context.ts';
import { followUpdate } from './follow-update.ts';
import { lookAgain } from './fresh-look.ts';

interface Lost {
  readonly sweepId: SweepId;
  readonly update: PlannedUpdate;
  readonly error: string | undefined;
  readonly stopped: boolean;
}

/** What is known of a lost update now, and whether a later look may show another end. */
export interface LostSighting {
  readonly end: UpdateEnd;
  readonly goesOn: boolean;
}

/**
 * Finds the end of an update that nobody reported: from its intent and, if there is one, from what the spoke shows of it. It always
 * finds one, since every planned update needs its line; the spoke may be out of reach by then.
 */
export async function endOfLostUpdate(lost: Lost, context: StageContext): Promise<UpdateEnd> {
  const { end } = await sightLostUpdate(lost, context);
  return end;
}

/** Looks for the end of an update that nobody reported, and says whether it was the last word. */
export async function sightLostUpdate({ sweepId, ...known }: Lost, context: StageContext): Promise<LostSighting> {
  const intent = await readObject(context.work, workKeys.intent(sweepId, known.update), Intent);
  const lost = { ...known, intent, now: context.clock.now() };
  if (intent === undefined) return { end: endOfUnasked(lost), goesOn: false };
  try {
    return await lookForEnd({ ...lost, intent }, context);
  } catch (error) {
    if (error instanceof AwsError) return { end: endOfUnseen(lost, error.message), goesOn: true };
    throw error;
  }
}

async function lookForEnd(lost: LostUpdate & { intent: Intent }, context: StageContext): Promise<LostSighting> {
  const { update, now } = lost;
  const spoke = await context.aws.spoke(update, 'read');
  const decision = decideLost(lost, await lookAgain(spoke.serviceCatalog, update));
  if (decision.kind === 'ended') return { end: decision.end, goesOn: false };
  const followed = await followUpdate(spoke, { update, recordId: decision.recordId, now });
  if (followed.kind === 'ended') return { end: followed.end, goesOn: false };
  const { progress, sighting } = followed;
  return { end: endOfAbandoned(lost, { state: progress.state, sighting }), goesOn: true };
}
