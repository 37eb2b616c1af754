import {
  DescribeProvisionedProductCommand,
  SearchProvisionedProductsCommand,
  type ProvisionedProductAttribute,
  type ProvisionedProductDetail,
  type ServiceCatalogClient,
} from '@aws-sdk/client-service-catalog';
import { undefinedWhenMissing } from './missing.ts';

interface CommonFacts {
  readonly id: string;
  readonly name: string;
  readonly arn: string;
  /** CFN_STACK, CFN_STACKSET, TERRAFORM_OPEN_SOURCE, TERRAFORM_CLOUD or EXTERNAL. */
  readonly type: string;
  /** AVAILABLE, TAINTED, UNDER_CHANGE, PLAN_IN_PROGRESS or ERROR. */
  readonly status: string;
  readonly statusMessage: string | null;
  readonly createdAt: number;
  readonly productId: string | null;
  /** Not to be trusted of a TAINTED one: it may be the version that an update failed to reach. */
  readonly versionId: string | null;
  readonly lastRecordId: string | null;
  readonly lastProvisioningRecordId: string | null;
  readonly lastSuccessfulProvisioningRecordId: string | null;
}

/** A provisioned product as DescribeProvisionedProduct gives it. */
export interface ProvisionedProduct extends CommonFacts {
  readonly launchRoleArn: string | null;
}

/** A provisioned product as SearchProvisionedProducts gives it. */
export interface SearchedProvisionedProduct extends CommonFacts {
  readonly productName: string | null;
  readonly versionName: string | null;
  /** The ARN of the stack behind a CFN_STACK. */
  readonly physicalId: string | null;
  readonly userArn: string | null;
  readonly tags: readonly { readonly key: string; readonly value: string }[];
}

/** A provisioned product, or undefined when it is gone. */
export async function readProvisionedProduct(
  catalog: ServiceCatalogClient,
  id: string,
): Promise<ProvisionedProduct | undefined> {
  const answer = await undefinedWhenMissing(catalog.send(new DescribeProvisionedProductCommand({ Id: id })));
  const detail = answer?.ProvisionedProductDetail;
  return detail && { ...commonFacts(detail), launchRoleArn: detail.LaunchRoleArn ?? null };
}

/**
 * One page of the account's provisioned products, whoever launched them: without the access level it would be the caller's own. Sorted by id, so
 * that a page means the same when it is asked for again.
 */
export async function searchProvisionedProducts(
  catalog: ServiceCatalogClient,
  { pageToken, pageSize }: { readonly pageToken?: string | undefined; readonly pageSize: number },
): Promise<{ readonly items: readonly SearchedProvisionedProduct[]; readonly nextPageToken: string | undefined }> {
  const answer = await catalog.send(
    new SearchProvisionedProductsCommand({
      AccessLevelFilter: { Key: 'Account', Value: 'self' },
      SortBy: 'id',
      PageSize: pageSize,
      PageToken: pageToken,
    }),
  );
  return {
    items: (answer.ProvisionedProducts ?? []).map(searched),
    nextPageToken: answer.NextPageToken || undefined,
  };
}

function searched(attribute: ProvisionedProductAttribute): SearchedProvisionedProduct {
  return {
    ...commonFacts(attribute),
    productName: attribute.ProductName ?? null,
    versionName: attribute.ProvisioningArtifactName ?? null,
    physicalId: attribute.PhysicalId ?? null,
    userArn: attribute.UserArn ?? null,
    tags: (attribute.Tags ?? []).map(({ Key, Value }) => ({ key: Key ?? '', value: Value ?? '' })),
  };
}

function commonFacts(product: ProvisionedProductAttribute | ProvisionedProductDetail): CommonFacts {
  return {
    id: product.Id ?? '',
    name: product.Name ?? '',
    arn: product.Arn ?? '',
    type: product.Type ?? '',
    status: product.Status ?? '',
    statusMessage: product.StatusMessage ?? null,
    createdAt: product.CreatedTime?.getTime() ?? 0,
    productId: product.ProductId ?? null,
    versionId: product.ProvisioningArtifactId ?? null,
    lastRecordId: product.LastRecordId ?? null,
    lastProvisioningRecordId: product.LastProvisioningRecordId ?? null,
    lastSuccessfulProvisioningRecordId: product.LastSuccessfulProvisioningRecordId ?? null,
  };
}
