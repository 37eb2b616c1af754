import { hashOf } from '../../../packages/simulated-org/src/chance.ts';
import { cloudFormationOperations } from '../../../packages/simulated-org/src/cloudformation/operations.ts';
import { MemoryStore } from '../../../packages/simulated-org/src/memory-store.ts';
import { ServiceError, type RequestContext } from '../../../packages/simulated-org/src/operation.ts';
import { realState, type RealState } from '../../../packages/simulated-org/src/service-catalog/real-state.ts';
import { serviceCatalogOperations } from '../../../packages/simulated-org/src/service-catalog/operations.ts';

const HUB = '111111111111';
export const SPOKE = '222222222222';
export const OTHER = '333333333333';

const MINUTE = 60_000;

interface Who {
  readonly account: string;
  readonly role?: string;
  readonly region?: string;
  /** Actions that this caller may not do. */
  readonly without?: readonly string[];
}

// The answers of many operations: each test names the members that it means.
export type Answer = Readonly<Record<string, never>>;

/** Two accounts in OUs of one organisation, a clock that stands still until it is told, and the operations themselves. */
export class World {
  readonly store = new MemoryStore();
  readonly templates = new Map<string, string>();
  pageLimit = Infinity;
  #now = Date.parse('2026-01-05T08:00:00Z');
  #tokens = 0;

  constructor() {
    this.store.put('organizations.organization', 'organization', {
      id: 'o-1234567890',
      name: 'world',
      managementAccount: HUB,
      rootId: 'r-1',
      trustedServices: [],
      delegations: [],
    });
    this.store.put('organizations.units', 'ou-apps', { id: 'ou-apps', name: 'Apps', parentId: 'r-1' });
    this.store.put('organizations.units', 'ou-web', { id: 'ou-web', name: 'Web', parentId: 'ou-apps' });
    for (const [id, parentId] of [
      [HUB, 'r-1'],
      [SPOKE, 'ou-web'],
      [OTHER, 'r-1'],
    ] as const) {
      this.store.put('organizations.accounts', id, {
        id,
        name: id,
        email: '',
        state: 'ACTIVE',
        parentId,
        joinedAt: 0,
        enabledRegions: null,
      });
    }
  }

  get now(): number {
    return this.#now;
  }

  wait(minutes: number): void {
    this.#now += minutes * MINUTE;
  }

  /** Runs an operation and gives its answer. */
  ask<T = Answer>(who: Who, operation: string, input: object): T {
    const run = serviceCatalogOperations[operation] ?? cloudFormationOperations[operation];
    if (run === undefined) throw new Error(`no operation ${operation}`);
    return this.store.transaction(
      () => run.run(input as never, this.#contextOf(who)),
      () => {},
    ) as T;
  }

  /** The name of the error of an operation, with its message. */
  refusal(who: Who, operation: string, input: object): string {
    try {
      this.ask(who, operation, input);
    } catch (error) {
      if (error instanceof ServiceError) return `${error.code}: ${error.message}`;
      throw error;
    }
    return 'no error';
  }

  token(): string {
    this.#tokens += 1;
    return `token-${this.#tokens}`;
  }

  /** A template at a URL. */
  template(text: string): string {
    const url = `https://templates.s3.amazonaws.com/${this.templates.size}.yaml`;
    this.templates.set(`${this.templates.size}.yaml`, text);
    return url;
  }

  #contextOf({ account, role = 'Admin', region = 'eu-west-1', without = [] }: Who): RequestContext {
    return {
      caller: {
        account,
        principalArn: `arn:aws:iam::${account}:role/${role}`,
        sessionArn: `arn:aws:sts::${account}:assumed-role/${role.split('/').at(-1)}/me`,
        userId: `AROA:${role}`,
        organizationId: 'o-1234567890',
      },
      region,
      clock: {
        now: () => this.#now,
        sleep: () => Promise.resolve(),
        task: (work) => work(),
        waitFor: (others) => others,
      },
      store: this.store,
      hash: hashOf('world'),
      objects: { read: (_bucket, key) => this.templates.get(key) },
      authorize: ({ action }) => {
        if (without.includes(action))
          throw new ServiceError('AccessDeniedException', `not authorized to perform: ${action}`);
      },
      afterwards: (act) => act(),
      executions: { run: () => {}, abort: () => {} },
      pageLimit: this.pageLimit,
      emptyPages: false,
    };
  }
}

export const hub: Who = { account: HUB };
export const spoke: Who = { account: SPOKE };

/** A bucket whose versions differ in their release; parameters and hints as the test wants them. */
export function aTemplate({
  release = 1,
  parameters = '{}',
  hints = '{}',
  resources = `{ Bucket: { Type: AWS::S3::Bucket, Properties: { Release: ${release} } } }`,
}: {
  readonly release?: number;
  readonly parameters?: string;
  readonly hints?: string;
  readonly resources?: string;
} = {}): string {
  return `Parameters: ${parameters}\nResources: ${resources}\nMetadata: { SimulatedOrganisation: ${hints} }\n`;
}

export interface Shared {
  readonly portfolio: string;
  readonly product: string;
  readonly version: string;
}

/** A product of the hub in a portfolio that is shared with the organisation, with everybody's roles as principals. */
export function sharedProduct(world: World, template = aTemplate(), share: object = { SharePrincipals: true }): Shared {
  const portfolio = portfolioOf(world);
  const { product, version } = productOf(world, template);
  world.ask(hub, 'AssociateProductWithPortfolio', { PortfolioId: portfolio, ProductId: product });
  world.ask(hub, 'AssociatePrincipalWithPortfolio', {
    PortfolioId: portfolio,
    PrincipalARN: 'arn:aws:iam:::role/*',
    PrincipalType: 'IAM_PATTERN',
  });
  world.ask(hub, 'CreatePortfolioShare', {
    PortfolioId: portfolio,
    OrganizationNode: { Type: 'ORGANIZATION', Value: 'o-1234567890' },
    ...share,
  });
  return { portfolio, product, version };
}

/** A product in a portfolio that is not shared yet. */
export function unshared(world: World): Shared {
  const portfolio = portfolioOf(world);
  const made = productOf(world, aTemplate());
  world.ask(hub, 'AssociateProductWithPortfolio', { PortfolioId: portfolio, ProductId: made.product });
  return { portfolio, ...made };
}

export function portfolioOf(world: World, who: Who = hub): string {
  const made = world.ask<{ PortfolioDetail: { Id: string } }>(who, 'CreatePortfolio', {
    DisplayName: 'Databases',
    ProviderName: 'us',
    IdempotencyToken: world.token(),
  });
  return made.PortfolioDetail.Id;
}

export function productOf(
  world: World,
  template: string,
  who: Who = hub,
): { readonly product: string; readonly version: string } {
  const made = world.ask<{
    ProductViewDetail: { ProductViewSummary: { ProductId: string } };
    ProvisioningArtifactDetail: { Id: string };
  }>(who, 'CreateProduct', {
    Name: 'Database',
    Owner: 'us',
    ProductType: 'CLOUD_FORMATION_TEMPLATE',
    ProvisioningArtifactParameters: { Name: 'v1', Info: { LoadTemplateFromURL: world.template(template) } },
    IdempotencyToken: world.token(),
  });
  return { product: made.ProductViewDetail.ProductViewSummary.ProductId, version: made.ProvisioningArtifactDetail.Id };
}

export function publish(world: World, product: string, template: string, name = 'v2'): string {
  const made = world.ask<{ ProvisioningArtifactDetail: { Id: string } }>(hub, 'CreateProvisioningArtifact', {
    ProductId: product,
    Parameters: { Name: name, Info: { LoadTemplateFromURL: world.template(template) } },
    IdempotencyToken: world.token(),
  });
  return made.ProvisioningArtifactDetail.Id;
}

export interface RecordShape {
  readonly RecordId: string;
  readonly ProvisionedProductId: string;
  readonly Status: string;
  readonly PathId: string;
  readonly ProvisioningArtifactId: string;
  readonly RecordErrors: readonly { readonly Description: string }[];
}

/** Launches in the spoke and waits until it is there. */
export function launch(world: World, { product, version }: Shared, input: object = {}): RecordShape {
  const { RecordDetail } = world.ask<{ RecordDetail: RecordShape }>(spoke, 'ProvisionProduct', {
    ProductId: product,
    ProvisioningArtifactId: version,
    ProvisionedProductName: 'orders',
    ProvisionToken: world.token(),
    ...input,
  });
  world.wait(20);
  return RecordDetail;
}

/** Begins an update in the spoke. */
export function update(world: World, id: string, versionId: string, input: object = {}): RecordShape {
  return world.ask<{ RecordDetail: RecordShape }>(spoke, 'UpdateProvisionedProduct', {
    ProvisionedProductId: id,
    ProvisioningArtifactId: versionId,
    UpdateToken: world.token(),
    ...input,
  }).RecordDetail;
}

export function recordOf(world: World, id: string): RecordShape {
  return world.ask<{ RecordDetail: RecordShape }>(spoke, 'DescribeRecord', { Id: id }).RecordDetail;
}

export interface DetailShape {
  readonly Status: string;
  readonly ProvisioningArtifactId: string;
  readonly LastRecordId: string;
  readonly LastSuccessfulProvisioningRecordId: string;
  readonly LaunchRoleArn?: string;
}

export function detailOf(world: World, id: string): DetailShape {
  return world.ask<{ ProvisionedProductDetail: DetailShape }>(spoke, 'DescribeProvisionedProduct', { Id: id })
    .ProvisionedProductDetail;
}

/** A provisioned product on v1 of a shared product. */
export function aLaunched(
  template = aTemplate(),
  input: object = {},
): { readonly world: World; readonly shared: Shared; readonly id: string } {
  const world = new World();
  const shared = sharedProduct(world, template);
  return { world, shared, id: launch(world, shared, input).ProvisionedProductId };
}

/** What really runs behind a provisioned product. */
export function real(world: World, id: string): RealState | undefined {
  return realState(world.store, world.now).get(id);
}
