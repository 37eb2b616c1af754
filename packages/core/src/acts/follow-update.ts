import { readProvisionedProduct } from '../aws/provisioned-products.ts';
import { readRecord } from '../aws/records.ts';
import type { SpokeClients } from '../aws/gateway.ts';
import type { PlannedUpdate, UpdateEnd } from '../contract/payloads.ts';
import {
  decideProgress,
  endOfFinished,
  type UpdateProgress,
  type UpdateSighting,
} from '../decisions/update-progress.ts';
import { readRootCause } from './root-cause.ts';

export type FollowedUpdate =
  | { readonly kind: 'ended'; readonly end: UpdateEnd }
  | {
      readonly kind: 'running';
      readonly progress: Extract<UpdateProgress, { kind: 'running' }>;
      readonly sighting: UpdateSighting;
    };

/** Looks how far an update has come, and for the root cause if it failed. */
export async function followUpdate(
  { serviceCatalog, cloudFormation }: SpokeClients,
  { update, recordId, now }: { readonly update: PlannedUpdate; readonly recordId: string; readonly now: number },
): Promise<FollowedUpdate> {
  const record = await readRecord(serviceCatalog, recordId);
  // While the record goes on, the product could only say UNDER_CHANGE: one call a look is enough.
  const product =
    record?.status === 'SUCCEEDED' || record?.status === 'FAILED'
      ? await readProvisionedProduct(serviceCatalog, update.provisionedProductId)
      : undefined;
  const sighting = { recordId, record, product };
  const progress = decideProgress(update, sighting);
  if (progress.kind === 'running') return { kind: 'running', progress, sighting };
  const rootCause =
    progress.kind === 'failed' && record !== undefined
      ? await readRootCause(cloudFormation, { stackId: update.stackId, since: record.createdAt })
      : undefined;
  return { kind: 'ended', end: endOfFinished(update, progress, { sighting, rootCause, now }) };
}
