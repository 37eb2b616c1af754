import { followUpdate } from '../acts/follow-update.ts';
import { readLastEvent } from '../acts/root-cause.ts';
import { readProvisionedProduct } from '../aws/provisioned-products.ts';
import { readSweep } from '../aws/work-objects.ts';
import type { CheckUpdateEvent, CheckUpdateResult } from '../contract/payloads.ts';
import { endOfUnfinished } from '../decisions/update-progress.ts';
import type { StageContext } from '../stage-context.ts';

const MINUTE = 60_000;

/**
 * Looks how far an update has come. It is followed to its end or its deadline, whatever stop mark there is: a stop only keeps updates
 * from beginning.
 */
export async function checkUpdate(event: CheckUpdateEvent, context: StageContext): Promise<CheckUpdateResult> {
  const { update, recordId, startedAt, sweepId } = event;
  const { configuration } = await readSweep(context.work, sweepId);
  const spoke = await context.aws.spoke(update, 'read');
  const now = context.clock.now();
  const followed = await followUpdate(spoke, { update, recordId, now });
  if (followed.kind === 'ended') return followed;
  const minutes = configuration.updateDeadlineMinutes;
  if (now < startedAt + minutes * MINUTE) return { kind: 'running' };
  const { progress } = followed;
  const product = await readProvisionedProduct(spoke.serviceCatalog, update.provisionedProductId);
  const sighting = { ...followed.sighting, product };
  const lastEvent = await readLastEvent(spoke.cloudFormation, { stackId: update.stackId, since: startedAt });
  const reason = `not finished after ${minutes} minutes: ${progress.state}; last event of its stack: ${lastEvent ?? 'none'}`;
  return { kind: 'ended', end: endOfUnfinished(progress.overdue, reason, { sighting, now }) };
}
