import type { ServiceCatalogClient } from '@aws-sdk/client-service-catalog';
import { readLaunchPaths, type LaunchPath } from '../aws/launch-paths.ts';
import { readParameters, readVersions } from '../aws/products.ts';
import { productCarriesTagOption, productsWithTagOption, type TagOption } from '../aws/tag-options.ts';
import type { OptInSource } from '../contract/configuration.ts';
import type { Catalogue, CatalogueProduct } from '../contract/payloads.ts';
import { knownOptIn, whatToAsk, type OptInFacts } from '../decisions/opt-in.ts';
import { readNewestParameters } from './hub-catalogue.ts';

/**
 * A target's view of products: from the hub's catalogue where it has them, else from the spoke, which is asked at most once per product.
 * Many provisioned products share one product, so what was asked for one is kept for the others of this scan.
 */
export class TargetCatalogue {
  readonly #spoke: ServiceCatalogClient;
  readonly #hubProducts: ReadonlyMap<string, CatalogueProduct>;
  readonly #tagOption: TagOption;
  readonly #allowed: readonly OptInSource[];
  readonly #listed: ReadonlySet<string> | undefined;
  readonly #kept = new Map<string, unknown>();

  private constructor(parts: {
    spoke: ServiceCatalogClient;
    hub: Catalogue;
    tagOption: TagOption;
    allowed: readonly OptInSource[];
    listed: ReadonlySet<string> | undefined;
  }) {
    this.#spoke = parts.spoke;
    this.#hubProducts = new Map(parts.hub.products.map((product) => [product.id, product]));
    this.#tagOption = parts.tagOption;
    this.#allowed = parts.allowed;
    this.#listed = parts.listed;
  }

  /** Asks the spoke which of its products are opted in: two calls. */
  static async open(
    spoke: ServiceCatalogClient,
    {
      hub,
      tagOption,
      allowed,
    }: { readonly hub: Catalogue; readonly tagOption: TagOption; readonly allowed: readonly OptInSource[] },
  ): Promise<TargetCatalogue> {
    return new TargetCatalogue({
      spoke,
      hub,
      tagOption,
      allowed,
      listed: await productsWithTagOption(spoke, tagOption),
    });
  }

  /** Whether the account's TagOptions can be asked for at all. */
  get tagOptionsMigrated(): boolean {
    return this.#listed !== undefined;
  }

  /** Whether the account itself has the active TagOption on any of its products. */
  get listsProducts(): boolean {
    return this.#listed !== undefined && this.#listed.size > 0;
  }

  /** A product with its versions; undefined when neither the hub nor the spoke knows it. */
  async product(id: string, name: string | null): Promise<CatalogueProduct | undefined> {
    return (
      this.#hubProducts.get(id) ??
      this.#once(`product/${id}`, async () => {
        const versions = await readVersions(this.#spoke, id);
        if (versions === undefined) return undefined;
        const newestParameters = await readNewestParameters(this.#spoke, { productId: id, versions });
        return { id, name: name ?? '', versions: [...versions], newestParameters, hubOptedIn: false, sharedBy: [] };
      })
    );
  }

  /** By what a product is opted in, as far as that is known without another call. */
  knownOptIn(product: CatalogueProduct): OptInSource | undefined {
    return knownOptIn(this.#optInFacts(product), this.#allowed);
  }

  /** By what a product is opted in, asked of the product itself where that is needed; `missing` when the account does not see it. */
  async confirmedOptIn(product: CatalogueProduct): Promise<OptInSource | undefined | 'missing'> {
    const facts = this.#optInFacts(product);
    const questions = whatToAsk(facts, this.#allowed);
    if (questions.length === 0) return knownOptIn(facts, this.#allowed);
    return this.#once(`opt-in/${product.id}`, () => this.#askOptIn(product, questions));
  }

  /** All sources that opt a product in, allowed or not; `missing` when the account does not see it. */
  async optInSources({ id, sharedBy, hubOptedIn }: CatalogueProduct): Promise<ReadonlySet<OptInSource> | 'missing'> {
    const sources = new Set<OptInSource>(hubOptedIn ? ['hub'] : []);
    if (this.#listed === undefined) return sharedBy.length > 0 ? sources.add('shared') : sources;
    const tagOption = this.#tagOption;
    const carries = this.#listed.has(id) || (await productCarriesTagOption(this.#spoke, { productId: id, tagOption }));
    if (carries === undefined) return 'missing';
    if (carries) sources.add('spoke');
    for (const sourcePortfolioId of sharedBy) {
      if (await productCarriesTagOption(this.#spoke, { productId: id, sourcePortfolioId, tagOption })) {
        return sources.add('shared');
      }
    }
    return sources;
  }

  /** The launch paths that the read role has; the update role has the same, because both are principals of a portfolio or none. */
  async launchPaths(productId: string): Promise<readonly LaunchPath[]> {
    return this.#once(`paths/${productId}`, () => readLaunchPaths(this.#spoke, productId));
  }

  /** Whether the account sees a product: one that is no longer shared still stands in the hub's catalogue. */
  async isVisible(productId: string): Promise<boolean> {
    const carries = await this.#once(`visible/${productId}`, () =>
      productCarriesTagOption(this.#spoke, { productId, tagOption: this.#tagOption }),
    );
    return carries !== undefined;
  }

  /** The parameter keys of a version, for what has no stack to ask; undefined when there is no such version any more. */
  async parameterKeys(productId: string, versionId: string): Promise<readonly string[] | undefined> {
    const parameters = await this.#once(`parameters/${versionId}`, () =>
      readParameters(this.#spoke, { productId, versionId }),
    );
    return parameters?.map(({ key }) => key);
  }

  async #askOptIn(
    { id, sharedBy, hubOptedIn }: CatalogueProduct,
    questions: readonly ('spoke' | 'shared')[],
  ): Promise<OptInSource | undefined | 'missing'> {
    const tagOption = this.#tagOption;
    if (questions.includes('spoke')) {
      const carries = await productCarriesTagOption(this.#spoke, { productId: id, tagOption });
      if (carries === undefined) return 'missing';
      if (carries) return 'spoke';
    }
    if (questions.includes('shared')) {
      for (const sourcePortfolioId of sharedBy) {
        if (await productCarriesTagOption(this.#spoke, { productId: id, sourcePortfolioId, tagOption }))
          return 'shared';
      }
    }
    return hubOptedIn && this.#allowed.includes('hub') ? 'hub' : undefined;
  }

  #optInFacts({ id, sharedBy, hubOptedIn }: CatalogueProduct): OptInFacts {
    return { listedInSpoke: this.#listed?.has(id), sharedByHub: sharedBy.length > 0, hubOptedIn };
  }

  async #once<T>(key: string, ask: () => Promise<T>): Promise<T> {
    if (!this.#kept.has(key)) this.#kept.set(key, await ask());
    return this.#kept.get(key) as T;
  }
}
