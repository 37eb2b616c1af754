import type { ProvisioningRecord } from '../aws/records.ts';
import type { Intent } from '../contract/payloads.ts';

/**
 * By how much Service Catalog's clock may be behind the one that dated the intent. It can be generous: the fresh look before the
 * intent proved that no other record was there yet, so a wrong yes could only be somebody else's update to the very same version
 * within these seconds, and to follow that is harmless.
 */
const CLOCK_ALLOWANCE_MILLISECONDS = 5_000;

/**
 * Whether a record is the update that an intent announced: an update of this provisioned product, to this version, asked for after
 * the intent was written. This is how an update is found again whose answer got lost.
 */
export function isOurs(record: ProvisioningRecord, { update, writtenAt }: Intent): boolean {
  return (
    record.type === 'UPDATE_PROVISIONED_PRODUCT' &&
    record.provisionedProductId === update.provisionedProductId &&
    record.versionId === update.to.id &&
    record.createdAt >= writtenAt - CLOCK_ALLOWANCE_MILLISECONDS
  );
}
