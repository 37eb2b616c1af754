import { DescribeRecordCommand, type RecordDetail, type ServiceCatalogClient } from '@aws-sdk/client-service-catalog';
import { undefinedWhenMissing } from './missing.ts';

/** Service Catalog's record of one operation on a provisioned product. Times are milliseconds since 1970. */
export interface ProvisioningRecord {
  readonly id: string;
  /** PROVISION_PRODUCT, UPDATE_PROVISIONED_PRODUCT or TERMINATE_PROVISIONED_PRODUCT. */
  readonly type: string;
  /** CREATED, IN_PROGRESS, IN_PROGRESS_IN_ERROR, SUCCEEDED or FAILED; only the last two are an end. */
  readonly status: string;
  readonly provisionedProductId: string;
  readonly productId: string | null;
  readonly versionId: string | null;
  readonly pathId: string | null;
  readonly launchRoleArn: string | null;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly errors: readonly { readonly code: string; readonly description: string }[];
}

/** A record, or undefined when there is none of that id. */
export async function readRecord(
  catalog: ServiceCatalogClient,
  recordId: string,
): Promise<ProvisioningRecord | undefined> {
  const answer = await undefinedWhenMissing(catalog.send(new DescribeRecordCommand({ Id: recordId })));
  return answer?.RecordDetail && recordOf(answer.RecordDetail);
}

function recordOf(detail: RecordDetail): ProvisioningRecord {
  return {
    id: detail.RecordId ?? '',
    type: detail.RecordType ?? '',
    status: detail.Status ?? '',
    provisionedProductId: detail.ProvisionedProductId ?? '',
    productId: detail.ProductId ?? null,
    versionId: detail.ProvisioningArtifactId ?? null,
    pathId: detail.PathId ?? null,
    launchRoleArn: detail.LaunchRoleArn ?? null,
    createdAt: detail.CreatedTime?.getTime() ?? 0,
    updatedAt: detail.UpdatedTime?.getTime() ?? 0,
    errors: (detail.RecordErrors ?? []).map(({ Code, Description }) => ({
      code: Code ?? '',
      description: Description ?? '',
    })),
  };
}
