import type { ServiceCatalogClient } from '@aws-sdk/client-service-catalog';
import { portfoliosWith } from '../aws/portfolio-shares.ts';
import { readPrincipals } from '../aws/principals.ts';
import { searchProvisionedProducts, type SearchedProvisionedProduct } from '../aws/provisioned-products.ts';
import { readTagOption } from '../aws/tag-options.ts';
import type { SweepConfiguration } from '../contract/configuration.ts';
import type { Catalogue, CatalogueProduct } from '../contract/payloads.ts';
import { isControlTowerAccount } from '../decisions/control-tower.ts';
import type { OwnPortfolio, ProvisionedKind } from '../decisions/product-findings.ts';
import type { TagOptionState } from '../decisions/tag-option-findings.ts';
import { TargetCatalogue } from './target-catalogue.ts';

/** The most that SearchProvisionedProducts gives at once. */
const PAGE_SIZE = 100;

/** What a target has of what sweeps are about. */
export interface TargetProducts {
  readonly products: readonly ProvisionedKind[];
  readonly tagOption: TagOptionState;
}

/** Where products are looked at, and by which settings. */
interface Look {
  readonly catalog: ServiceCatalogClient;
  readonly account: string;
  readonly hub: Catalogue;
  readonly configuration: SweepConfiguration;
}

/**
 * The products that are provisioned in a target, each asked about once however many provisioned products it has. Only what is opted in is asked for its
 * launch paths, and only what may be the account's own for the portfolios that hold it.
 */
export async function readTargetProducts(look: Look): Promise<TargetProducts> {
  const { catalog, hub, configuration } = look;
  const { tagOptionKey: key, tagOptionValue: value, optIn } = configuration;
  const tagOption = { key, value };
  const catalogue = await TargetCatalogue.open(catalog, { hub, tagOption, allowed: optIn });
  const products: ProvisionedKind[] = [];
  for (const counted of await countByProduct(look)) {
    const product = await readKind(counted, { ...look, catalogue });
    if (product !== undefined) products.push(product);
  }
  if (!optIn.includes('spoke')) return { products, tagOption: 'not wanted' };
  if (!catalogue.tagOptionsMigrated) return { products, tagOption: 'not migrated' };
  const wanted = products.some(({ ownPortfolios }) => ownPortfolios.length > 0);
  if (!wanted || catalogue.listsProducts) return { products, tagOption: wanted ? 'in use' : 'not wanted' };
  const found = await readTagOption(catalog, tagOption);
  if (found === undefined) return { products, tagOption: 'missing' };
  return { products, tagOption: found.active ? 'in use' : 'inactive' };
}

interface CountedProduct {
  readonly id: string;
  readonly name: string;
  readonly provisioned: number;
}

/** The products of all provisioned products that sweeps would update, in the order of their ids. */
async function countByProduct({ catalog, configuration }: Look): Promise<readonly CountedProduct[]> {
  const counted = new Map<string, CountedProduct>();
  let pageToken: string | undefined;
  do {
    const page = await searchProvisionedProducts(catalog, { pageToken, pageSize: PAGE_SIZE });
    for (const found of page.items) {
      const { productId: id, productName: name } = found;
      if (id === null || !isUpdated(found, configuration)) continue;
      counted.set(id, { id, name: name ?? id, provisioned: (counted.get(id)?.provisioned ?? 0) + 1 });
    }
    pageToken = page.nextPageToken;
  } while (pageToken !== undefined);
  return [...counted.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

function isUpdated(
  { type, productName }: SearchedProvisionedProduct,
  { updateTypes, updateControlTowerAccounts }: SweepConfiguration,
): boolean {
  return updateTypes.some((one) => one === type) && (updateControlTowerAccounts || !isControlTowerAccount(productName));
}

/** Undefined for a product that the account does not see any more: a sweep tells of that. */
async function readKind(
  counted: CountedProduct,
  { catalog, account, hub, configuration, catalogue }: Look & { readonly catalogue: TargetCatalogue },
): Promise<ProvisionedKind | undefined> {
  const ofHub = hub.products.find(({ id }) => id === counted.id);
  const sources = await catalogue.optInSources(ofHub ?? unknownToTheHub(counted));
  if (sources === 'missing') return undefined;
  const optedIn = configuration.optIn.some((source) => sources.has(source));
  const hasLaunchPath = optedIn && (await catalogue.launchPaths(counted.id)).length > 0;
  const mayBeOwn = ofHub === undefined || (optedIn && !hasLaunchPath);
  const ownPortfolios = mayBeOwn ? await readOwnPortfolios(catalog, { account, productId: counted.id }) : [];
  return { ...counted, sources, optedIn, hasLaunchPath, ownPortfolios };
}

function unknownToTheHub({ id, name }: CountedProduct): CatalogueProduct {
  return { id, name, versions: [], newestParameters: null, hubOptedIn: false, sharedBy: [] };
}

async function readOwnPortfolios(
  catalog: ServiceCatalogClient,
  { account, productId }: { readonly account: string; readonly productId: string },
): Promise<readonly OwnPortfolio[]> {
  const own: OwnPortfolio[] = [];
  for (const { id, name, owner } of await portfoliosWith(catalog, productId)) {
    if (owner === account) own.push({ id, name, principals: await readPrincipals(catalog, id) });
  }
  return own;
}
