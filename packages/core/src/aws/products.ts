import {
  DescribeProvisioningArtifactCommand,
  ListProvisioningArtifactsCommand,
  SearchProductsAsAdminCommand,
  type ServiceCatalogClient,
} from '@aws-sdk/client-service-catalog';
import type { ProductVersion } from '../contract/payloads.ts';
import { undefinedWhenMissing } from './missing.ts';
import { allPages } from './pages.ts';

/** The most that SearchProductsAsAdmin gives at once. */
const PRODUCTS_PER_PAGE = 20;

export interface ProductSummary {
  readonly id: string;
  readonly name: string;
}

/** A parameter of a version's template. */
export interface VersionParameter {
  readonly key: string;
  readonly hasDefault: boolean;
}

/** The products of an account and Region, or of one portfolio, in the order of their ids. */
export async function listProducts(catalog: ServiceCatalogClient, portfolioId?: string): Promise<ProductSummary[]> {
  const details = await allPages(async (token) => {
    const wanted = { PortfolioId: portfolioId, PageSize: PRODUCTS_PER_PAGE, PageToken: token };
    const page = await catalog.send(new SearchProductsAsAdminCommand(wanted));
    return { items: page.ProductViewDetails, next: page.NextPageToken };
  });
  return details
    .map(({ ProductViewSummary: summary }) => ({ id: summary?.ProductId ?? '', name: summary?.Name ?? '' }))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

/**
 * A product's versions, or undefined when the caller's account does not see the product. The one call that tells which are active and which
 * deprecated; it has no pages, because a product has at most 100 versions.
 * https://docs.aws.amazon.com/servicecatalog/latest/dg/API_ListProvisioningArtifacts.html
 */
export async function readVersions(
  catalog: ServiceCatalogClient,
  productId: string,
): Promise<readonly ProductVersion[] | undefined> {
  const answer = await undefinedWhenMissing(
    catalog.send(new ListProvisioningArtifactsCommand({ ProductId: productId })),
  );
  return answer?.ProvisioningArtifactDetails?.map(({ Id, Name, CreatedTime, Active, Guidance }) => ({
    id: Id ?? '',
    name: Name ?? '',
    createdAt: CreatedTime?.getTime() ?? 0,
    active: Active === true,
    deprecated: Guidance === 'DEPRECATED',
  }));
}

/** The parameters of a version's template; undefined when there is no such version. Needs no launch path. */
export async function readParameters(
  catalog: ServiceCatalogClient,
  { productId, versionId }: { readonly productId: string; readonly versionId: string },
): Promise<readonly VersionParameter[] | undefined> {
  const wanted = {
    ProductId: productId,
    ProvisioningArtifactId: versionId,
    IncludeProvisioningArtifactParameters: true,
  };
  const answer = await undefinedWhenMissing(catalog.send(new DescribeProvisioningArtifactCommand(wanted)));
  return (
    answer &&
    (answer.ProvisioningArtifactParameters ?? []).map(({ ParameterKey, DefaultValue }) => ({
      key: ParameterKey ?? '',
      hasDefault: DefaultValue !== undefined,
    }))
  );
}
