import { createHash } from 'node:crypto';
import type * as z from 'zod';
import { Organisation, type ProvisionedProductDescription } from './description.ts';
import { generatedProducts, type GeneratedProduct } from './generated-products.ts';

export interface OrganisationSize {
  /** 1 or more; the first is the management account, the second the hub. A single one is both. */
  readonly accounts: number;
  /** 1 to `GENERATED_REGIONS.length`. */
  readonly regions: number;
  /** Provisioned products in each account and Region. */
  readonly products: number;
  readonly seed: number;
}

/** The Regions that generated organisations have, from the first on; the first is the hub's. */
export const GENERATED_REGIONS = [
  'eu-west-1',
  'eu-central-1',
  'us-east-1',
  'us-west-2',
  'ap-southeast-2',
  'ap-northeast-1',
  'eu-north-1',
  'ca-central-1',
  'eu-west-2',
  'ap-south-1',
  'us-east-2',
  'sa-east-1',
] as const;

const ENVIRONMENTS = [
  { name: 'prod', unit: 'Workloads/Production' },
  { name: 'dev', unit: 'Workloads/Development' },
  { name: 'test', unit: 'Workloads/Development' },
  { name: 'sandbox', unit: 'Sandbox' },
] as const;
const TEAMS = ['atlas', 'beacon', 'cedar', 'delta', 'ember', 'fjord', 'garnet', 'harbor', 'indigo', 'juniper'] as const;

const MANAGEMENT = 'management';
const HUB = 'platform-hub';

const NOW = '2026-11-26T22:00:00Z';
/** Nothing is launched in the last day, so all is at rest when the first sweep begins. */
const LAST_LAUNCH = '2026-11-25T22:00:00Z';

/**
 * The description of an organisation of a given size. Every choice is a hash of the seed and of what is chosen for, so the same size and seed
 * give the same organisation.
 *
 * About one in ten provisioned products is behind its product's newest version and opted in, some of their updates fail, and about one account
 * in a hundred each is suspended or lacks the spoke roles.
 */
export function generateOrganisation(size: OrganisationSize): Organisation {
  const chance = chanceOf(size.seed);
  const regions = GENERATED_REGIONS.slice(0, size.regions);
  const accounts = Array.from({ length: size.accounts }, (_, index) => accountOf(index, chance));
  const organisation = Organisation.parse({
    organisation: { id: 'o-generated01', name: 'generated', managementAccount: MANAGEMENT },
    now: NOW,
    hub: { account: size.accounts === 1 ? MANAGEMENT : HUB, region: GENERATED_REGIONS[0] },
    regions,
    organizationalUnits: ['Workloads', 'Workloads/Production', 'Workloads/Development', 'Sandbox', 'Suspended'].map(
      (path) => ({ path }),
    ),
    accounts,
    products: generatedProducts.map(({ name, versions }) => ({ name, versions: [...versions] })),
    portfolios: [PORTFOLIO],
    tagOptions: [OPT_IN],
  } satisfies z.input<typeof Organisation>);
  const provisionedProducts = organisation.accounts.flatMap(({ name }) =>
    regions.flatMap((region) =>
      Array.from({ length: size.products }, (_, index) =>
        provisionedProductOf({ account: name, region, index, chance }),
      ),
    ),
  );
  // These are right by construction: with tens of thousands of them, parsing would take longer than all the rest.
  return { ...organisation, provisionedProducts };
}

const PORTFOLIO = {
  name: 'Shared services',
  products: generatedProducts.map(({ name }) => ({ product: name, launchRole: 'ServiceCatalogLaunch' })),
  shares: [{ organization: true as const, tagOptions: true, principals: true }],
  principals: ['catalog-sweep/CatalogSweepRead', 'catalog-sweep/CatalogSweepUpdate', 'Developer'].map(
    (role) => `arn:aws:iam:::role/${role}`,
  ),
};

const OPT_IN = {
  key: 'AutoUpdateProvisionedProduct',
  value: 'true',
  products: generatedProducts.filter(({ optedIn }) => optedIn).map(({ name }) => name),
};

function accountOf(index: number, chance: Chance): z.input<typeof Organisation>['accounts'][number] {
  const id = String(100_000_000_000 + index);
  if (index === 0) return { id, name: MANAGEMENT };
  if (index === 1) return { id, name: HUB };
  const team = pick(TEAMS, chance('team', id));
  const environment = pick(ENVIRONMENTS, chance('environment', id));
  const suspended = chance('suspended', id) < 0.01;
  return {
    id,
    name: `${team}-${environment.name}-${String(index).padStart(4, '0')}`,
    organizationalUnit: suspended ? 'Suspended' : environment.unit,
    state: suspended ? 'SUSPENDED' : 'ACTIVE',
    spokeRoles: chance('spoke roles', id) < 0.01 ? 'none' : 'ok',
  };
}

function provisionedProductOf({
  account,
  region,
  index,
  chance,
}: {
  readonly account: string;
  readonly region: string;
  readonly index: number;
  readonly chance: Chance;
}): ProvisionedProductDescription {
  const of = (what: string) => chance(what, account, region, index);
  const product = pick(generatedProducts, of('product'));
  const { version, until } = launchedVersion(product.versions, of('version'));
  return {
    name: `${slugOf(product.name)}-${String(index + 1).padStart(2, '0')}`,
    account,
    region,
    product: product.name,
    version: version.name,
    launched: timeBetween(version.published, until, of('launched')),
    launchedBy: 'Developer',
    parameters: { Team: pick(TEAMS, of('team')) },
    tags: of('hold') < 0.005 ? { 'catalog-sweep': 'hold' } : {},
    later: [],
  };
}

/** One in eight runs an older version, launched before the next one came out; with three in four products opted in, that makes the one in ten. */
function launchedVersion(versions: GeneratedProduct['versions'], chance: number) {
  const [oldest, middle, newest] = versions;
  if (chance < 0.06) return { version: oldest, until: middle.published };
  if (chance < 0.13) return { version: middle, until: newest.published };
  return { version: newest, until: LAST_LAUNCH };
}

/** A time in between, to the second, as descriptions have it. */
function timeBetween(from: string, until: string, chance: number): string {
  const span = Date.parse(until) - Date.parse(from);
  return new Date(Date.parse(from) + 1000 + Math.floor(chance * (span - 1000))).toISOString().replace(/\.\d+Z$/, 'Z');
}

function slugOf(name: string): string {
  return name.toLowerCase().replaceAll(' ', '-');
}

/** A number from 0 up to, but not including, 1 that follows from the seed and the parts alone. */
type Chance = (...parts: readonly (string | number)[]) => number;

function chanceOf(seed: number): Chance {
  return (...parts) => {
    const digest = createHash('sha256')
      .update([seed, ...parts].join('|'))
      .digest();
    return digest.readUInt32BE() / 2 ** 32;
  };
}

function pick<Items extends readonly [unknown, ...unknown[]]>(items: Items, chance: number): Items[number] {
  return items[Math.floor(chance * items.length)];
}
