import { hubRoles, stateMachineRole } from '@catalog-sweep/hub/runtime';
import { spokeRoles } from '@catalog-sweep/spoke-role';
import type { Fault, Faults } from '@catalog-sweep/simulated-org';
import { beforeAll, describe, expect, it, test } from '@jest/globals';
import { roleKey } from '../../packages/simulated-org/src/iam/roles.ts';
import type { SimulatedPlace, SimulatedSettings } from '../../packages/cli/src/places/simulated.ts';
import { outcomesOf, requestOf, sweep, sweepAt, withPlace, type Swept } from './a-journey.ts';
import { anOrganization, HUB, twoVersions } from './an-organization.ts';

const HUB_ROLE_SETTINGS = {
  partition: 'aws',
  hubAccount: HUB,
  hubRegion: 'eu-west-1',
  workBucket: 'work',
  logBucket: 'logs',
  logPrefix: 'ServiceCatalogLogs',
};

const roles = {
  spoke: spokeRoles({
    partition: 'aws',
    hubAccount: HUB,
    organizationId: 'o-journey0001',
    portfolioAccess: true,
    managedPolicies: [],
    trustLocalSweeps: false,
  }),
  hub: [...hubRoles(HUB_ROLE_SETTINGS), stateMachineRole(HUB_ROLE_SETTINGS)],
};

/** Every action that a role's policies allow, once. */
function actionsOf({ policies }: (typeof roles.spoke)[number]): readonly string[] {
  const actions = policies.flatMap(({ document }) => document.Statement.flatMap(({ Action }) => Action));
  return [...new Set(actions)].toSorted();
}

/**
 * An organisation in which a sweep needs all that it may do: an update that succeeds, one that fails, a product of the account's own, a product that
 * nobody opted in, and an account without roles.
 */
const organisation = anOrganization()
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
  .withSweep({ concurrency: { updates: 1 } })
  .build();

const DENIED: Fault = { kind: 'error', code: 'AccessDenied', message: 'a fault', status: 403 };

/** A sweep of it beside which another updates one of the last that it would update, so that it meets a record that it did not expect. */
async function sweepBesideAnother(
  settings: Partial<SimulatedSettings> = {},
  prepare: (place: SimulatedPlace) => void = () => {},
): Promise<Swept> {
  return withPlace(
    organisation,
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
    settings,
  );
}

let last: string;
let complete: Swept;
beforeAll(async () => {
  const report = await sweep(organisation, { mode: 'report' });
  last = report.summary.updates.findLast(({ name }) => name !== 'broken')?.name ?? '';
  complete = await sweepBesideAnother();
});

describe('the roles in the spokes', () => {
  const granted = roles.spoke.flatMap((role) => actionsOf(role).map((action) => ({ role: role.name, action })));

  it('let a sweep do all that it has to', () => {
    const outcomes = outcomesOf(complete.entries);

    expect(outcomes).toEqual({
      broken: 'UPDATE_FAILED',
      own: 'UPDATED',
      queue: 'UPDATED',
      'queue-two': 'UPDATED',
      unwanted: 'NOT_OPTED_IN',
      [last]: 'UP_TO_DATE',
    });
  });

  test.each(granted)('$role without $action: a sweep comes out otherwise', async ({ role, action }) => {
    const swept = await sweepBesideAnother({}, (place) => take(action, role, place));

    const { entries, targets } = complete;
    expect({ entries: swept.entries, targets: swept.targets }).not.toEqual({ entries, targets });
    expect(swept.summary.reconciled).toBe(true);
  });
});

/** Takes an action away from a role, wherever there is one of that name. */
function take(action: string, roleName: string, { simulated: { store } }: SimulatedPlace): void {
  const held = [...store.all('iam.roles')].filter(({ name }) => name === roleName);
  for (const role of held) {
    const policies = role.policies.map((policy) => ({
      ...policy,
      Statement: policy.Statement.map((statement) => ({
        ...statement,
        Action: statement.Action.filter((one) => one !== action),
      })),
    }));
    store.put('iam.roles', roleKey(role.account, role.name), { ...role, policies });
  }
}

describe('no role has an action that it does not need', () => {
  const asked = new Map<string, Set<string>>();

  /** Notes who asks for what; nothing goes wrong beside what is told. */
  function watched(faults: Faults = () => undefined): { readonly faults: Faults } {
    return {
      faults: (request) => {
        const role = request.principalArn.slice(request.principalArn.lastIndexOf('/') + 1);
        const actions = asked.get(role) ?? new Set();
        asked.set(role, actions);
        for (const action of actionsFor(request.service, request.operation)) actions.add(action);
        return faults(request);
      },
    };
  }

  beforeAll(async () => {
    await sweepBesideAnother(watched());
    // Updates that log-update and close-wave have to look for themselves.
    await sweep(
      organisation,
      {},
      watched(({ operation, principalArn, input }) => {
        if (operation === 'AssumeRole' && principalArn.endsWith('/CatalogSweepCheckUpdate')) return DENIED;
        const isResult = operation === 'PutObject' && String(input).includes('/results/');
        return isResult && principalArn.endsWith('/CatalogSweepLogUpdate') ? DENIED : undefined;
      }),
    );
    // Updates that are under way when the sweep is aborted, which finish-sweep has to look for.
    await withPlace(
      organisation,
      async (place, stateDirectory) => {
        const ended = place.clock.task(async () => {
          await place.clock.sleep(60_000);
          await place.stop();
          await place.abort();
        });
        await Promise.all([sweepAt(place, stateDirectory), ended]);
      },
      watched(),
    );
  });

  test.each([...roles.spoke, ...roles.hub].map((role) => ({ name: role.name, granted: actionsOf(role) })))(
    '$name',
    ({ name, granted }) => {
      expect([...(asked.get(name) ?? [])].toSorted()).toEqual(granted);
    },
  );
});

/** The actions behind an operation, as IAM counts them. https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html */
function actionsFor(service: string, operation: string): readonly string[] {
  // Who one is, one may always ask. https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
  if (operation === 'GetCallerIdentity') return [];
  if (service !== 's3') return [`${service}:${operation}`];
  switch (operation) {
    case 'GetObject':
    case 'HeadObject':
      // Without the right to list, S3 answers 403 and not 404 for an object that is not there.
      return ['s3:GetObject', 's3:ListBucket'];
    case 'ListObjectsV2':
      return ['s3:ListBucket'];
    default:
      // An upload in parts that fails is given up.
      return ['s3:PutObject', 's3:AbortMultipartUpload'];
  }
}
