import type { ServiceCatalogClient } from '@aws-sdk/client-service-catalog';
import { portfoliosWith } from '../aws/portfolio-shares.ts';
import { readPrincipals } from '../aws/principals.ts';
import { readNodeShares } from '../aws/share-principals.ts';
import { readObject } from '../aws/work-objects.ts';
import { inParallel } from '../clock.ts';
import { workKeys } from '../contract/keys.ts';
import { Catalogue, type CatalogueProduct, type Sweep } from '../contract/payloads.ts';
import type { SharedPortfolio } from '../decisions/portfolio-findings.ts';
import { unlaunchableProducts } from '../decisions/product-findings.ts';
import type { StageContext } from '../stage-context.ts';
import { readExaminedTargets } from './examinations.ts';

/**
 * The portfolios of the hub that are shared with the organisation, or with OUs, and matter: they hold a product that is opted in by the hub, or that a
 * target has opted in and cannot launch.
 */
export async function readSharedPortfolios(sweep: Sweep, context: StageContext): Promise<readonly SharedPortfolio[]> {
  const { sweepId, hub, request, configuration } = sweep;
  const examined = await readExaminedTargets(sweep, context);
  const regions = request.regions ?? configuration.targets.regions;
  const found = await inParallel({ clock: context.clock, items: regions, limit: regions.length }, async (region) => {
    const catalogue = await readObject(context.work, workKeys.catalogue(sweepId, region), Catalogue);
    const wanted = unlaunchableProducts(examined, region);
    const products = catalogue?.products.filter(({ id, hubOptedIn }) => hubOptedIn || wanted.has(id)) ?? [];
    return portfoliosHolding(context.aws.hubCatalog(region), { account: hub.account, region, products });
  });
  return found.flat();
}

async function portfoliosHolding(
  catalog: ServiceCatalogClient,
  {
    account,
    region,
    products,
  }: { readonly account: string; readonly region: string; readonly products: readonly CatalogueProduct[] },
): Promise<readonly SharedPortfolio[]> {
  const holding = new Map<string, { id: string; name: string; products: { id: string; name: string }[] }>();
  for (const product of products) {
    for (const { id, name } of await portfoliosWith(catalog, product.id)) {
      const portfolio = holding.get(id) ?? { id, name, products: [] };
      holding.set(id, portfolio);
      portfolio.products.push({ id: product.id, name: product.name });
    }
  }
  const shared: SharedPortfolio[] = [];
  for (const portfolio of holding.values()) {
    const shares = (await readNodeShares(catalog, portfolio.id)) ?? [];
    if (shares.length === 0) continue;
    shared.push({ account, region, ...portfolio, principals: await readPrincipals(catalog, portfolio.id), shares });
  }
  return shared;
}
