import type { ServiceCatalogClient } from '@aws-sdk/client-service-catalog';
import { portfoliosWith } from '../aws/portfolio-shares.ts';
import { readPrincipals } from '../aws/principals.ts';
import { readNodeShares } from '../aws/share-principals.ts';
import type { Catalogue, CatalogueProduct } from '../contract/payloads.ts';
import type { SharedPortfolio } from '../decisions/portfolio-findings.ts';

/** The portfolios of the hub in one Region that are shared with the organisation, or OUs, and hold products that are opted in. */
export async function readSharedPortfolios(
  catalog: ServiceCatalogClient,
  { account, catalogue }: { readonly account: string; readonly catalogue: Catalogue },
): Promise<readonly SharedPortfolio[]> {
  const holding = await portfoliosByProduct(
    catalog,
    catalogue.products.filter(({ hubOptedIn }) => hubOptedIn),
  );
  const shared: SharedPortfolio[] = [];
  for (const { id, name, products } of holding.values()) {
    const shares = (await readNodeShares(catalog, id)) ?? [];
    if (shares.length === 0) continue;
    const principals = await readPrincipals(catalog, id);
    shared.push({ account, region: catalogue.region, id, name, products, principals, shares });
  }
  return shared;
}

interface HoldingPortfolio {
  readonly id: string;
  readonly name: string;
  readonly products: { id: string; name: string }[];
}

async function portfoliosByProduct(
  catalog: ServiceCatalogClient,
  products: readonly CatalogueProduct[],
): Promise<ReadonlyMap<string, HoldingPortfolio>> {
  const holding = new Map<string, HoldingPortfolio>();
  for (const product of products) {
    for (const { id, name } of await portfoliosWith(catalog, product.id)) {
      const portfolio = holding.get(id) ?? { id, name, products: [] };
      holding.set(id, portfolio);
      portfolio.products.push({ id: product.id, name: product.name });
    }
  }
  return holding;
}
