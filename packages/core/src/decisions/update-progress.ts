import type { ProvisionedProduct } from '../aws/provisioned-products.ts';
import type { ProvisioningRecord } from '../aws/records.ts';
import type { PlannedUpdate, UpdateEnd } from '../contract/payloads.ts';
import { launchRoleHint } from './launch-role-hint.ts';
import { isNoChange } from './no-change.ts';
import { updateEnd } from './update-end.ts';

/** What Service Catalog shows of an update; undefined what it does not know. */
export interface UpdateSighting {
  readonly recordId: string;
  readonly record: ProvisioningRecord | undefined;
  readonly product: ProvisionedProduct | undefined;
}

export type UpdateProgress =
  /** `overdue` is how it ends when there is no time left to look again. */
  | { readonly kind: 'running'; readonly state: string; readonly overdue: 'UPDATE_TIMED_OUT' | 'UPDATE_FAILED' }
  | { readonly kind: 'updated' }
  | { readonly kind: 'no change'; readonly message: string }
  | { readonly kind: 'failed'; readonly why: string };

/**
 * How far an update has come. A record that succeeded is not believed by itself: the provisioned product has to show the new version
 * and be AVAILABLE. TAINTED is a failure. IN_PROGRESS_IN_ERROR, while AWS rolls back, is not an end; neither is a status nobody knows.
 */
export function decideProgress(update: PlannedUpdate, { record, product }: UpdateSighting): UpdateProgress {
  if (record === undefined) return { kind: 'running', state: 'its record was not found', overdue: 'UPDATE_TIMED_OUT' };
  switch (record.status) {
    case 'SUCCEEDED':
      return decideSucceeded(update, product);
    case 'FAILED':
      return decideFailed(record);
    default:
      return { kind: 'running', state: `its record is ${record.status}`, overdue: 'UPDATE_TIMED_OUT' };
  }
}

function decideSucceeded(update: PlannedUpdate, product: ProvisionedProduct | undefined): UpdateProgress {
  if (product === undefined) {
    return { kind: 'failed', why: 'its record succeeded, but it was terminated before anybody saw the new version' };
  }
  if (product.status === 'TAINTED' || product.status === 'ERROR') {
    return {
      kind: 'failed',
      why: `its record succeeded, but it is ${product.status}: ${product.statusMessage ?? 'no message'}`,
    };
  }
  if (product.status === 'AVAILABLE' && product.versionId === update.to.id) return { kind: 'updated' };
  const version = product.versionId ?? 'no version';
  return {
    kind: 'running',
    state: `its record succeeded, but it is ${product.status} and shows ${version} instead of ${update.to.id}`,
    overdue: 'UPDATE_FAILED',
  };
}

function decideFailed({ errors }: ProvisioningRecord): UpdateProgress {
  const why = errors.map(({ description }) => description).join('; ') || 'its record gives no error';
  return isNoChange(why) ? { kind: 'no change', message: why } : { kind: 'failed', why };
}

/** The end of an update that AWS has ended. `rootCause`: what its stack says of a failure, when that is known. */
export function endOfFinished(
  update: PlannedUpdate,
  progress: Exclude<UpdateProgress, { kind: 'running' }>,
  { sighting, rootCause, now }: { sighting: UpdateSighting; rootCause: string | undefined; now: number },
): UpdateEnd {
  const facts = { ...sightedFacts(sighting), endedAt: sighting.record?.updatedAt ?? now };
  const { from, to } = update;
  if (progress.kind === 'updated') {
    return updateEnd({ ...facts, outcome: 'UPDATED', reason: `updated from ${from.name} to ${to.name}` });
  }
  if (progress.kind === 'no change') {
    const reason = `nothing to change from ${from.name} to ${to.name}: ${progress.message}`;
    return updateEnd({ ...facts, outcome: 'NO_CHANGE', reason });
  }
  const errors = rootCause ?? progress.why;
  const reason = `the update to ${to.name} failed: ${errors}${launchRoleHint(facts.launchRoleArn)}`;
  return updateEnd({ ...facts, outcome: 'UPDATE_FAILED', reason, errors });
}

/** The end of an update that nobody looks at any more, though it may go on. */
export function endOfUnfinished(
  outcome: 'UPDATE_TIMED_OUT' | 'UPDATE_FAILED' | 'STOPPED',
  reason: string,
  { sighting, now }: { sighting: UpdateSighting; now: number },
): UpdateEnd {
  const errors = outcome === 'STOPPED' ? null : reason;
  return updateEnd({ ...sightedFacts(sighting), outcome, reason, errors, endedAt: now });
}

function sightedFacts({ recordId, record, product }: UpdateSighting) {
  return {
    recordId,
    recordStatus: record?.status ?? null,
    provisionedProductStatus: product?.status ?? null,
    launchRoleArn: record?.launchRoleArn ?? product?.launchRoleArn ?? null,
    startedAt: record?.createdAt ?? null,
  };
}
