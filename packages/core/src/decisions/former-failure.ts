import type { ProvisioningRecord } from '../aws/records.ts';
import { timestampOf } from '../contract/timestamp.ts';
import { isNoChange } from './no-change.ts';

export type FormerFailure =
  | { readonly kind: 'none' }
  | { readonly kind: 'held'; readonly reason: string }
  | { readonly kind: 'no change'; readonly reason: string };

/**
 * What Service Catalog's own records remember: whether the last operation on a provisioned product was an update to this very version that
 * failed. Then it is not tried again, until there is another version or somebody asks for it. `last` is the last provisioning record.
 */
export function decideFormerFailure(
  last: ProvisioningRecord | undefined,
  { versionId, retryFailed }: { readonly versionId: string; readonly retryFailed: boolean },
): FormerFailure {
  const failedUpdate =
    last?.type === 'UPDATE_PROVISIONED_PRODUCT' && last.status === 'FAILED' && last.versionId === versionId;
  if (last === undefined || !failedUpdate) return { kind: 'none' };
  const message = last.errors.map(({ description }) => description).join('; ') || 'AWS gave no reason';
  if (isNoChange(message))
    return { kind: 'no change', reason: `AWS said of the update by record ${last.id}: ${message}` };
  if (retryFailed) return { kind: 'none' };
  return {
    kind: 'held',
    reason: `the update to this version failed on ${timestampOf(last.updatedAt)} UTC, by record ${last.id}: ${message}`,
  };
}
