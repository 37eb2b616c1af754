import type { ServiceCatalogClient } from '@aws-sdk/client-service-catalog';
import { readProvisionedProduct } from '../aws/provisioned-products.ts';
import { readRecord } from '../aws/records.ts';
import type { PlannedUpdate } from '../contract/payloads.ts';
import type { FreshLook } from '../decisions/fresh-look.ts';

/** Looks at a provisioned product again, and at its last record if that is another than the scan saw. */
export async function lookAgain(catalog: ServiceCatalogClient, update: PlannedUpdate): Promise<FreshLook> {
  const product = await readProvisionedProduct(catalog, update.provisionedProductId);
  const lastRecordId = product?.lastRecordId ?? null;
  const isNew = lastRecordId !== null && lastRecordId !== update.lastRecordId;
  return { product, newRecord: isNew ? await readRecord(catalog, lastRecordId) : undefined };
}
