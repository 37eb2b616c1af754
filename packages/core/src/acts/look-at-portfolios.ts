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

/** As many as plan-sweep reads side by side. */
const REGIONS_AT_ONCE = 8;

/**
 * The portfolios of the hub that are shared with the organisation, or with OUs, and matter: they hold a product that is opted in by the hub, or that a
 * target has opted in and cannot launch.
 */
export async function readSharedPortfolios(sweep: Sweep, context: StageContext): Promise<readonly SharedPortfolio[]> {
  const examined = await readExaminedTargets(sweep, context);
  const catalogues = await readCatalogues(sweep, context);
  const found = await inParallel(
    { clock: context.clock, items: catalogues, limit: REGIONS_AT_ONCE },
    async ({ region, products }) => {
      const wanted = unlaunchableProducts(examined, region);
      const matter = products.filter(({ id, hubOptedIn }) => hubOptedIn || wanted.has(id));
      const catalog = context.aws.hubCatalog(region);
      return portfoliosHolding(catalog, { account: sweep.hub.account, region, products: matter });
    },
  );
  return found.flat();
}

/** The catalogues that the sweep froze: one for each Region with targets. */
export async function readCatalogues(
  { sweepId, request, configuration }: Sweep,
  { work }: StageContext,
): Promise<readonly Catalogue[]> {
  const catalogues: Catalogue[] = [];
  for (const region of request.regions ?? configuration.targets.regions) {
    const catalogue = await readObject(work, workKeys.catalogue(sweepId, region), Catalogue);
    if (catalogue !== undefined) catalogues.push(catalogue);
  }
  return catalogues;
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
