import type { ProvisionedProduct } from '../aws/provisioned-products.ts';
import type { ProvisioningRecord } from '../aws/records.ts';
import type { Outcome } from '../contract/outcome.ts';
import type { Intent, PlannedUpdate } from '../contract/payloads.ts';
import { isOurs } from './our-record.ts';

/** A provisioned product as it stands right before its update; undefined when it is gone. */
export interface FreshLook {
  readonly product: ProvisionedProduct | undefined;
  /** Its last record, if that is another than the scan saw. */
  readonly newRecord: ProvisioningRecord | undefined;
}

export type FreshDecision =
  | { readonly kind: 'as planned' }
  | { readonly kind: 'ours'; readonly record: ProvisioningRecord }
  | { readonly kind: 'leave'; readonly outcome: Outcome; readonly reason: string };

/**
 * Whether an update may still be made as planned. What changed since the scan is left alone; unless the change is our own update,
 * asked for by a former attempt that could not tell: that one is followed.
 */
export function decideFreshLook(
  update: PlannedUpdate,
  { product, newRecord }: FreshLook,
  intent: Intent | undefined,
): FreshDecision {
  if (product === undefined) {
    return { kind: 'leave', outcome: 'UNDER_CHANGE', reason: 'it was terminated after the scan' };
  }
  if (product.lastRecordId !== update.lastRecordId) return decideChanged(update, { product, newRecord, intent });
  if (product.status === 'ERROR') {
    return {
      kind: 'leave',
      outcome: 'IN_ERROR',
      reason: `its status is ERROR: ${product.statusMessage ?? 'no message'}`,
    };
  }
  // With an intent, a change that shows no record yet may be our own: asking again with the same token settles it.
  if (intent === undefined && product.status !== 'AVAILABLE' && product.status !== 'TAINTED') {
    return { kind: 'leave', outcome: 'UNDER_CHANGE', reason: `its status became ${product.status} after the scan` };
  }
  return { kind: 'as planned' };
}

function decideChanged(
  update: PlannedUpdate,
  {
    product,
    newRecord,
    intent,
  }: { product: ProvisionedProduct; newRecord: ProvisioningRecord | undefined; intent: Intent | undefined },
): FreshDecision {
  if (newRecord !== undefined && intent !== undefined && isOurs(newRecord, intent)) {
    return { kind: 'ours', record: newRecord };
  }
  // Only of an AVAILABLE product can the version be trusted: a failed update leaves a TAINTED one that may show its target.
  if (product.status === 'AVAILABLE' && product.versionId === update.to.id) {
    return {
      kind: 'leave',
      outcome: 'UP_TO_DATE',
      reason: `somebody updated it to ${update.to.name} after the scan, by record ${product.lastRecordId}`,
    };
  }
  const what = newRecord === undefined ? 'an operation' : `${newRecord.type} (${newRecord.status})`;
  return {
    kind: 'leave',
    outcome: 'UNDER_CHANGE',
    reason: `it changed after the scan: ${what}, by record ${product.lastRecordId}`,
  };
}
