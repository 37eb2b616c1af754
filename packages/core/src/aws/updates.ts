import { type ServiceCatalogClient, UpdateProvisionedProductCommand } from '@aws-sdk/client-service-catalog';
import type { PlannedUpdate } from '../contract/payloads.ts';

/**
 * Asks Service Catalog to begin an update. Every parameter keeps its value: key and UsePreviousValue, never a Value with it, which
 * is refused. No Tags: they may only be sent where a RESOURCE_UPDATE constraint allows it. The token makes repeating it safe.
 * Returns the id of the record to follow, and when it was made: before now, if a former request with this token was taken.
 * https://docs.aws.amazon.com/servicecatalog/latest/dg/API_UpdateProvisionedProduct.html
 */
export async function askForUpdate(
  catalog: ServiceCatalogClient,
  update: PlannedUpdate,
): Promise<{ readonly recordId: string; readonly createdAt: number | undefined }> {
  const { RecordDetail: record } = await catalog.send(
    new UpdateProvisionedProductCommand({
      ProvisionedProductId: update.provisionedProductId,
      ProductId: update.productId,
      ProvisioningArtifactId: update.to.id,
      PathId: update.pathId,
      ProvisioningParameters: update.keepParameters.map((key) => ({ Key: key, UsePreviousValue: true })),
      UpdateToken: update.updateToken,
    }),
  );
  return { recordId: record?.RecordId ?? '', createdAt: record?.CreatedTime?.getTime() };
}
