import {
  realState,
  SOMEBODY_ELSE,
  type Organisation,
  type RecordEntity,
  type Store,
} from '@catalog-sweep/simulated-org';

/** What really was, before a sweep began: found in the organisation itself, not in anything that the sweep says. */
export interface GroundTruth {
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly provisionedProducts: ReadonlyMap<string, ReallyProvisioned>;
  /** `account/region` of every target that fails without any fault: not ACTIVE, without roles, or with the Region not enabled. */
  readonly unreachable: ReadonlySet<string>;
}

interface ReallyProvisioned {
  readonly id: string;
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly versionId: string | undefined;
  readonly parameters: Readonly<Record<string, string>>;
  readonly optedIn: boolean;
  /** Versions of its product that may be updated to, oldest first. */
  readonly versions: readonly string[];
}

export function groundTruthOf(
  organisation: Organisation,
  { store, time }: { readonly store: Store; readonly time: number },
): GroundTruth {
  const optIns = new Set(
    [...store.all('servicecatalog.tagOptions')]
      .filter(({ key, value, active }) => key === 'AutoUpdateProvisionedProduct' && value === 'true' && active)
      .flatMap(({ resources }) => resources),
  );
  const portfolios = [...store.all('servicecatalog.portfolios')];
  const provisionedProducts = new Map<string, ReallyProvisioned>();
  for (const { id, name, account, region, product: productId, versionId, parameters } of realState(
    store,
    time,
  ).values()) {
    const product = store.get('servicecatalog.products', productId);
    const holders = portfolios.filter(({ products }) => products.includes(productId));
    provisionedProducts.set(id, {
      id,
      name,
      account,
      region,
      parameters,
      versionId,
      optedIn: optIns.has(productId) || holders.some((portfolio) => optIns.has(portfolio.id)),
      versions: (product?.versions ?? [])
        .filter(({ active, guidance }) => active && guidance !== 'DEPRECATED')
        .toSorted((one, other) => one.createdAt - other.createdAt)
        .map((version) => version.id),
    });
  }
  const unreachable = organisation.accounts.flatMap(({ id, state, spokeRoles, regions = organisation.regions }) =>
    organisation.regions
      .filter((region) => state !== 'ACTIVE' || spokeRoles !== 'ok' || !regions.includes(region))
      .map((region) => `${id}/${region}`),
  );
  return { time, provisionedProducts, unreachable: new Set(unreachable) };
}

/** The updates since a time that nobody else made. */
export function updatesSince(store: Store, time: number): readonly RecordEntity[] {
  return [...store.all('servicecatalog.records')].filter(
    ({ type, createdAt, token }) =>
      type === 'UPDATE_PROVISIONED_PRODUCT' && createdAt >= time && token !== SOMEBODY_ELSE,
  );
}
