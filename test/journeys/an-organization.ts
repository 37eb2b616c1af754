import { parseOrganisation, type Organisation } from '@catalog-sweep/simulated-org';

export const REGION = 'eu-west-1';
export const MANAGEMENT = '111111111111';
export const HUB = '222222222222';

type Description = Readonly<Record<string, unknown>>;

/** How a version's stacks behave, in the words of `Metadata.SimulatedOrganisation`. */
interface Behaviour {
  readonly updateTakes?: number;
  readonly failures?: readonly Description[];
  readonly stuck?: Description;
}

interface Parts {
  readonly regions: readonly string[];
  readonly organizationalUnits: readonly Description[];
  readonly accounts: readonly Description[];
  readonly products: readonly {
    readonly name: string;
    readonly versions: readonly Description[];
    readonly owner?: string;
  }[];
  readonly launchRoles: boolean;
  readonly principals: readonly string[];
  readonly tagOptions: readonly Description[];
  readonly sharesTagOptions: boolean;
  readonly provisionedProducts: readonly Description[];
  readonly sweep: Description;
}

/**
 * A small organisation of a management account and a hub, to which a test adds what it is about. One portfolio, shared with the whole organisation,
 * holds every product; whoever it is shared with has opted in.
 */
export function anOrganization(): OrganizationBuilder {
  return new OrganizationBuilder({
    regions: [REGION],
    organizationalUnits: [],
    accounts: [
      { id: MANAGEMENT, name: 'management' },
      { id: HUB, name: 'hub' },
    ],
    products: [],
    launchRoles: true,
    principals: ['arn:aws:iam:::role/catalog-sweep/CatalogSweep*', 'arn:aws:iam:::role/Developer'],
    tagOptions: [],
    sharesTagOptions: true,
    provisionedProducts: [],
    sweep: {},
  });
}

/** The versions `1.0.0` and `2.0.0` of a product; the second changes something, and its update behaves as told. */
export function twoVersions(behaviour: Behaviour = {}): readonly Description[] {
  return [
    { name: '1.0.0', published: '2025-03-03T08:00:00Z', template: templateOf({ retention: 1 }) },
    { name: '2.0.0', published: '2026-03-02T08:00:00Z', template: templateOf({ retention: 2, behaviour }) },
  ];
}

/** A template with one queue in it. */
export function templateOf({
  retention,
  behaviour = {},
}: {
  readonly retention: number;
  readonly behaviour?: Behaviour;
}): string {
  return JSON.stringify({
    Parameters: { Receives: { Type: 'Number', Default: 5 } },
    Resources: {
      Queue: {
        Type: 'AWS::SQS::Queue',
        Properties: { MessageRetentionPeriod: retention, RedrivePolicy: { maxReceiveCount: { Ref: 'Receives' } } },
      },
    },
    Metadata: { SimulatedOrganisation: behaviour },
  });
}

export class OrganizationBuilder {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  withRegions(...regions: readonly string[]): OrganizationBuilder {
    return this.#with({ regions });
  }

  withOrganizationalUnit(path: string, others: Description = {}): OrganizationBuilder {
    return this.#with({ organizationalUnits: [...this.#parts.organizationalUnits, { path, ...others }] });
  }

  withAccount(name: string, others: Description = {}): OrganizationBuilder {
    const id = String(500_000_000_001 + this.#parts.accounts.length);
    return this.#with({ accounts: [...this.#parts.accounts, { id, name, ...others }] });
  }

  withProduct(name: string, versions: readonly Description[] = twoVersions()): OrganizationBuilder {
    return this.#with({ products: [...this.#parts.products, { name, versions }] });
  }

  /** A product of an account's own, in a portfolio of its own, with the opt-in. */
  withOwnProduct(name: string, owner: string, versions: readonly Description[] = twoVersions()): OrganizationBuilder {
    return this.#with({ products: [...this.#parts.products, { name, versions, owner }] });
  }

  /** A provisioned product that runs version 1.0.0 of the first product, unless told otherwise. */
  withProvisionedProduct(name: string, account: string, others: Description = {}): OrganizationBuilder {
    const provisionedProduct = {
      name,
      account,
      region: REGION,
      product: this.#parts.products[0]?.name,
      version: '1.0.0',
      launched: '2025-06-02T08:00:00Z',
      ...others,
    };
    return this.#with({ provisionedProducts: [...this.#parts.provisionedProducts, provisionedProduct] });
  }

  /** Several provisioned products with the same parts, named `<name>-01` and so on. */
  withProvisionedProducts(count: number, name: string, account: string, others: Description = {}): OrganizationBuilder {
    const names = Array.from({ length: count }, (_, index) => `${name}-${String(index + 1).padStart(2, '0')}`);
    return names.reduce<OrganizationBuilder>(
      (builder, each) => builder.withProvisionedProduct(each, account, others),
      this,
    );
  }

  /** Nobody gives the products of the portfolio a launch role. */
  withoutLaunchRoles(): OrganizationBuilder {
    return this.#with({ launchRoles: false });
  }

  withPrincipals(...principals: readonly string[]): OrganizationBuilder {
    return this.#with({ principals });
  }

  /** The opt-in, where and on what it stands; without any of them it stands on every product in the hub. */
  withTagOption(tagOption: Description): OrganizationBuilder {
    return this.#with({ tagOptions: [...this.#parts.tagOptions, { ...OPT_IN, ...tagOption }] });
  }

  /** The portfolio is shared without the TagOptions of its products. */
  withoutSharedTagOptions(): OrganizationBuilder {
    return this.#with({ sharesTagOptions: false });
  }

  /** Settings of sweeps that differ from the defaults. */
  withSweep(settings: Description): OrganizationBuilder {
    return this.#with({ sweep: { ...this.#parts.sweep, ...settings } });
  }

  build(): Organisation {
    const { launchRoles, principals, sharesTagOptions, tagOptions, ...others } = this.#parts;
    const launchRole = launchRoles ? { launchRole: 'ServiceCatalogLaunch' } : {};
    const shared = others.products.filter(({ owner }) => owner === undefined).map(({ name }) => name);
    const own = others.products.flatMap(({ name, owner }) => (owner === undefined ? [] : { name, owner }));
    const text = JSON.stringify({
      organisation: { id: 'o-journey0001', name: 'journey', managementAccount: 'management' },
      hub: { account: 'hub', region: REGION },
      portfolios: [
        {
          name: 'Everything',
          products: shared.map((product) => ({ product, ...launchRole })),
          shares: [{ organization: true, tagOptions: sharesTagOptions, principals: true }],
          principals,
        },
        ...own.map(({ name, owner }) => ({
          name: `${name} of ${owner}`,
          owner,
          products: [{ product: name, ...launchRole }],
          principals,
        })),
      ],
      tagOptions: [
        ...(tagOptions.length > 0 ? tagOptions : [{ ...OPT_IN, products: shared }]),
        ...own.map(({ name, owner }) => ({ ...OPT_IN, accounts: [owner], products: [name] })),
      ],
      ...others,
    });
    return parseOrganisation(text, 'a journey');
  }

  #with(parts: Partial<Parts>): OrganizationBuilder {
    return new OrganizationBuilder({ ...this.#parts, ...parts });
  }
}

const OPT_IN = { key: 'AutoUpdateProvisionedProduct', value: 'true' };
