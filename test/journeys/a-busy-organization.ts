import type { Fault, Faults, Organisation } from '@catalog-sweep/simulated-org';
import type { SimulatedPlace } from '../../packages/cli/src/places/simulated.ts';
import { again, doctorAt, type Examined } from './a-doctor.ts';
import { requestOf, sweep, sweepAt, withPlace, type Swept } from './a-journey.ts';
import { anOrganization, HUB, REGION, twoVersions } from './an-organization.ts';

/*
 * Organisations in which sweeps and doctors need all that they may do, for tests of rights. Their buckets have keys.
 */

const KEY = `arn:aws:kms:${REGION}:${HUB}:key/00000000-0000-4000-8000-00000000000`;

function withKeys(built: Organisation): Organisation {
  return { ...built, hub: { ...built.hub, workKey: `${KEY}1`, logKey: `${KEY}2` } };
}

/**
 * An update that succeeds, one that fails, a product of the account's own, a product that nobody opted in, an account without roles, and a wave before
 * the rest.
 */
export const busy = withKeys(
  anOrganization()
    .withAccount('shop')
    .withAccount('bare', { spokeRoles: 'none' })
    .withProduct('Queue')
    .withProduct('Broken', twoVersions({ failures: [{ share: 1, resource: 'Queue', reason: 'no such queue' }] }))
    .withProduct('Unwanted')
    .withOwnProduct('Own', 'shop')
    .withTagOption({ products: ['Queue', 'Broken'] })
    .withProvisionedProduct('queue', 'shop')
    .withProvisionedProduct('queue-two', 'shop')
    .withProvisionedProduct('broken', 'shop', { product: 'Broken' })
    .withProvisionedProduct('unwanted', 'shop', { product: 'Unwanted' })
    .withProvisionedProduct('own', 'shop', { product: 'Own' })
    .withSweep({ concurrency: { updates: 1 }, waves: [{ name: 'hub', accounts: [HUB] }] })
    .build(),
);

/** What a doctor mends, in the hub and in two spokes; a spoke that has one of the two roles; and a Region that is not enabled. */
export const unwell = withKeys(
  spoilt(
    anOrganization()
      .withRegions(REGION, 'eu-central-2')
      .withPrincipals('arn:aws:iam:::role/Developer')
      .withAccount('shop')
      .withAccount('kitchen')
      .withAccount('bare', { spokeRoles: 'incomplete' })
      .withProduct('Queue')
      .withOwnProduct('Own', 'shop')
      .withOwnProduct('Oven', 'kitchen')
      .withProvisionedProduct('own', 'shop', { product: 'Own' })
      .withProvisionedProduct('oven', 'kitchen', { product: 'Oven' })
      .build(),
  ),
);

function spoilt(built: Organisation): Organisation {
  return {
    ...built,
    accounts: built.accounts.map((account) => ({ ...account, regions: [REGION] })),
    portfolios: built.portfolios.map((portfolio) => ({
      ...portfolio,
      shares: portfolio.shares.map((share) => ({ ...share, principals: false })),
    })),
    tagOptions: built.tagOptions.filter(({ accounts = [] }) => !accounts.includes('shop')),
  };
}

/** What is done with a place before anything happens in it, and what goes wrong there. */
export interface Run {
  readonly prepare?: (place: SimulatedPlace) => void;
  readonly faults?: Faults;
}

/** The last provisioned product that a sweep would update, and that would succeed. */
export async function lastOfPlan(): Promise<string> {
  const report = await sweep(busy, { mode: 'report' });
  return report.summary.updates.findLast(({ name }) => name !== 'broken')?.name ?? '';
}

/** A sweep beside which another updates one of the last that it would update, so that it meets a record that it did not expect. */
export function sweepBesideAnother(
  last: string,
  { prepare = () => {}, faults = () => undefined }: Run = {},
): Promise<Swept> {
  return withPlace(
    busy,
    async (place, stateDirectory) => {
      prepare(place);
      const other = place.another();
      const [swept] = await Promise.all([
        sweepAt(place, stateDirectory),
        other.run(requestOf({ provisionedProducts: [last] }), () => {}),
      ]);
      await other.close();
      return swept;
    },
    { faults },
  );
}

/** A doctor that mends, and one that looks again. */
export function doctorTwice({ prepare = () => {}, faults = () => undefined }: Run = {}): Promise<
  readonly [Examined, Examined]
> {
  return withPlace(
    unwell,
    async (place, folder) => {
      prepare(place);
      return [await doctorAt(place, folder, { fix: true }), await again(place, folder)];
    },
    { faults },
  );
}

export const DENIED: Fault = { kind: 'error', code: 'AccessDenied', message: 'a fault', status: 403 };
