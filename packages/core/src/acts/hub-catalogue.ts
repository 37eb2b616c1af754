import type { ServiceCatalogClient } from '@aws-sdk/client-service-catalog';
import { portfoliosOf, sharesTagOptions } from '../aws/portfolio-shares.ts';
import { listProducts, readParameters, readVersions, type ProductSummary } from '../aws/products.ts';
import { productsWithTagOption, type TagOption } from '../aws/tag-options.ts';
import { inParallel } from '../clock.ts';
import type { Catalogue, CatalogueProduct, ProductVersion } from '../contract/payloads.ts';
import { newestVersion } from '../decisions/newest-version.ts';
import { AwsError, TRANSIENT_KINDS } from '../errors.ts';
import type { StageContext } from '../stage-context.ts';

/** Service Catalog publishes no rates; a few calls at once per Region read 350 products in some seconds. */
const PRODUCTS_AT_ONCE = 5;

/**
 * The hub's own products of a Region as they are now: versions, parameters of the newest, and opt-in. They have the same ids in every spoke that they
 * are shared with, so one reading serves all scans, and freezes the version that the sweep goes to. A catalogue that cannot be read is no end:
 * the scans then ask their spokes.
 */
export async function readHubCatalogue(
  { region, tagOption }: { readonly region: string; readonly tagOption: TagOption },
  context: StageContext,
): Promise<Catalogue> {
  const catalog = context.aws.hubCatalog(region);
  try {
    const listed = await productsWithTagOption(catalog, tagOption);
    const carriers = listed ?? new Set();
    const shares = new Map<string, boolean>();
    const products = await inParallel(
      { clock: context.clock, items: await listProducts(catalog), limit: PRODUCTS_AT_ONCE },
      (product) => readProduct(catalog, { product, hubOptedIn: carriers.has(product.id) }),
    );
    // One after the other: products share portfolios, and each portfolio is asked once.
    const withShares: CatalogueProduct[] = [];
    for (const product of products) withShares.push(await withSharedBy(catalog, product, shares));
    return { region, products: withShares, failure: null, tagOptionsMigrated: listed !== undefined };
  } catch (error) {
    if (!(error instanceof AwsError) || TRANSIENT_KINDS.includes(error.kind)) throw error;
    return { region, products: [], failure: error.message, tagOptionsMigrated: true };
  }
}

async function readProduct(
  catalog: ServiceCatalogClient,
  { product, hubOptedIn }: { readonly product: ProductSummary; readonly hubOptedIn: boolean },
): Promise<CatalogueProduct> {
  const versions = (await readVersions(catalog, product.id)) ?? [];
  return {
    id: product.id,
    name: product.name,
    versions: [...versions],
    newestParameters: await readNewestParameters(catalog, { productId: product.id, versions }),
    hubOptedIn,
    sharedBy: [],
  };
}

/** The parameters of the newest eligible version; null when there is none. */
export async function readNewestParameters(
  catalog: ServiceCatalogClient,
  { productId, versions }: { readonly productId: string; readonly versions: readonly ProductVersion[] },
): Promise<CatalogueProduct['newestParameters']> {
  const newest = newestVersion(versions);
  if (newest === undefined) return null;
  const parameters = await readParameters(catalog, { productId, versionId: newest.id });
  return parameters === undefined ? null : [...parameters];
}

/** Only what is opted in can have its opt-in shared. */
async function withSharedBy(
  catalog: ServiceCatalogClient,
  product: CatalogueProduct,
  shares: Map<string, boolean>,
): Promise<CatalogueProduct> {
  if (!product.hubOptedIn) return product;
  const sharedBy: string[] = [];
  for (const portfolio of await portfoliosOf(catalog, product.id)) {
    const shared = shares.get(portfolio) ?? (await sharesTagOptions(catalog, portfolio));
    shares.set(portfolio, shared);
    if (shared) sharedBy.push(portfolio);
  }
  return { ...product, sharedBy };
}
