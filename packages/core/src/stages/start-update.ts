import type { ServiceCatalogClient } from '@aws-sdk/client-service-catalog';
import { lookAgain } from '../acts/fresh-look.ts';
import { askForUpdate } from '../aws/updates.ts';
import { readObject, readSweep } from '../aws/work-objects.ts';
import { workKeys } from '../contract/keys.ts';
import {
  Intent,
  type PlannedUpdate,
  type StartUpdateEvent,
  type StartUpdateResult,
  StopMark,
  type UpdateEnd,
} from '../contract/payloads.ts';
import type { SweepId } from '../contract/sweep-id.ts';
import { decideFreshLook } from '../decisions/fresh-look.ts';
import { decideRefusal } from '../decisions/refusal.ts';
import { type Brake, decideBrake, stopBrake } from '../decisions/update-brakes.ts';
import { updateEnd } from '../decisions/update-end.ts';
import { AwsError } from '../errors.ts';
import type { StageContext } from '../stage-context.ts';

/**
 * Begins one planned update, at most once however often it is called: it looks again whether all is as it was at the scan, obeys the
 * brakes, leaves an intent, looks for a stop a last time, and asks with a token that is the same each time. A former attempt's update
 * is found by its intent and followed. Throws AwsError when it cannot know whether AWS took the request: calling it again finds out.
 */
export async function startUpdate(event: StartUpdateEvent, context: StageContext): Promise<StartUpdateResult> {
  const { sweepId, update } = event;
  const { serviceCatalog } = await context.aws.spoke(update, 'update');
  const intentKey = workKeys.intent(sweepId, update);
  const look = await lookAgain(serviceCatalog, update);
  const formerIntent = await readObject(context.work, intentKey, Intent);
  const fresh = decideFreshLook(update, look, formerIntent);
  if (fresh.kind === 'ours') return { kind: 'started', recordId: fresh.record.id, startedAt: fresh.record.createdAt };
  // A former attempt passed the brakes and may have reached AWS: to ask again with its token is the way to find out.
  const brake = formerIntent === undefined ? await readBrakes(event, context) : undefined;
  const obstacle = fresh.kind === 'leave' ? fresh : brake;
  if (obstacle !== undefined) {
    return { kind: 'ended', end: leftAlone(obstacle, look.product?.status ?? null, context.clock.now()) };
  }
  const intent: Intent = { writtenAt: context.clock.now(), update };
  await context.work.create(intentKey, JSON.stringify(intent));
  const stopped = stopBrake(await readStop(sweepId, context), context.clock.now());
  if (stopped !== undefined) {
    return { kind: 'ended', end: leftAlone(stopped, look.product?.status ?? null, context.clock.now()) };
  }
  const launchRoleArn = look.product?.launchRoleArn ?? null;
  return ask(serviceCatalog, { update, launchRoleArn, context });
}

async function readBrakes({ sweepId, update }: StartUpdateEvent, context: StageContext): Promise<Brake | undefined> {
  const sweep = await readSweep(context.work, sweepId);
  const stop = await readStop(sweepId, context);
  const failureKeys = await context.work.list(workKeys.versionFailures(sweepId, update.to.id));
  return decideBrake(update, { now: context.clock.now(), sweep, stop, failureKeys });
}

async function readStop(sweepId: SweepId, { work }: StageContext): Promise<StopMark | undefined> {
  return readObject(work, workKeys.stop(sweepId), StopMark);
}

function leftAlone({ outcome, reason }: Brake, provisionedProductStatus: string | null, endedAt: number): UpdateEnd {
  return updateEnd({ outcome, reason, provisionedProductStatus, endedAt });
}

interface Asking {
  readonly update: PlannedUpdate;
  readonly launchRoleArn: string | null;
  readonly context: StageContext;
}

async function ask(
  catalog: ServiceCatalogClient,
  { update, launchRoleArn, context }: Asking,
): Promise<StartUpdateResult> {
  try {
    const { recordId, createdAt } = await askForUpdate(catalog, update);
    return { kind: 'started', recordId, startedAt: createdAt ?? context.clock.now() };
  } catch (error) {
    const now = context.clock.now();
    const end = error instanceof AwsError ? decideRefusal(error, { update, launchRoleArn, now }) : undefined;
    if (end === undefined) throw error;
    const overtaken = isVague(error) ? await lookWhoWasFirst(catalog, { update, context }) : undefined;
    return overtaken ?? { kind: 'ended', end };
  }
}

/** Service Catalog has no error of its own for a provisioned product that is under change: it calls the request invalid. */
function isVague(error: unknown): boolean {
  return error instanceof AwsError && error.kind === 'INVALID_REQUEST';
}

/** Whether a refused update came too late, because another operation had begun; undefined when nothing shows that, or nothing can be seen. */
async function lookWhoWasFirst(
  catalog: ServiceCatalogClient,
  { update, context }: Pick<Asking, 'update' | 'context'>,
): Promise<StartUpdateResult | undefined> {
  try {
    const look = await lookAgain(catalog, update);
    // No intent: had a former attempt of ours begun it, AWS would have answered our token with its record.
    const fresh = decideFreshLook(update, look, undefined);
    if (fresh.kind !== 'leave') return undefined;
    return { kind: 'ended', end: leftAlone(fresh, look.product?.status ?? null, context.clock.now()) };
  } catch (error) {
    if (error instanceof AwsError) return undefined;
    throw error;
  }
}
