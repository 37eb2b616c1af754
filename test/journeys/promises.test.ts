import { describe, expect, it, test } from '@jest/globals';
import { realState } from '../../packages/simulated-org/src/service-catalog/real-state.ts';
import { entryOf, outcomesOf, sweep, sweepAt, withPlace } from './a-journey.ts';
import { anOrganization, templateOf, twoVersions } from './an-organization.ts';

const shop = anOrganization().withAccount('shop');
const PUBLISHED = ['2025-03-03T08:00:00Z', '2026-03-02T08:00:00Z', '2026-09-07T08:00:00Z'];

/** Versions in the order in which they were published, each with something of its own. */
function versions(...each: readonly Readonly<Record<string, unknown>>[]) {
  return each.map((version, index) => ({
    published: PUBLISHED[index],
    template: templateOf({ retention: index + 1 }),
    ...version,
  }));
}

describe('the newest version (promise 2)', () => {
  test.each([
    {
      name: 'is the one that was published last',
      published: versions({ name: '1.0.0' }, { name: '2.0.0' }, { name: '3.0.0' }),
      expected: { LatestVersionName: '3.0.0', Outcome: 'UPDATED', VersionsBehind: 2 },
    },
    {
      name: 'is none that is inactive',
      published: versions({ name: '1.0.0' }, { name: '2.0.0' }, { name: '3.0.0', active: false }),
      expected: { LatestVersionName: '2.0.0', Outcome: 'UPDATED', VersionsBehind: 1 },
    },
    {
      name: 'is none that is deprecated',
      published: versions({ name: '1.0.0' }, { name: '2.0.0' }, { name: '3.0.0', guidance: 'DEPRECATED' }),
      expected: { LatestVersionName: '2.0.0', Outcome: 'UPDATED', VersionsBehind: 1 },
    },
    {
      name: 'need not have the highest name, when names are no semantic versions',
      published: versions({ name: '1.0.0' }, { name: 'zebra' }, { name: 'ant' }),
      expected: { LatestVersionName: 'ant', Outcome: 'UPDATED', VersionsBehind: 2 },
    },
    {
      name: 'is not gone down to',
      published: versions({ name: '1.0.0' }, { name: '0.9.1' }),
      expected: { LatestVersionName: '0.9.1', Outcome: 'WOULD_DOWNGRADE', Outdated: true },
    },
  ])('$name', async ({ published, expected }) => {
    const organisation = shop.withProduct('Queue', published).withProvisionedProduct('orders', 'shop').build();

    const { entries } = await sweep(organisation);

    expect(entryOf(entries, 'orders')).toMatchObject(expected);
  });
});

describe('a tainted provisioned product (promise 3)', () => {
  const failing = { failures: [{ share: 1, resource: 'Queue', reason: 'no such queue' }] };
  const tainted = { later: [{ action: 'update', at: '2026-04-01T08:00:00Z', version: '2.0.0' }] };

  it('runs the version of its last success, and is updated from that', async () => {
    const published = versions(
      { name: '1.0.0' },
      { name: '2.0.0', template: templateOf({ retention: 2, behaviour: failing }) },
      { name: '3.0.0' },
    );
    const organisation = shop.withProduct('Queue', published).withProvisionedProduct('orders', 'shop', tainted).build();

    const { entries } = await sweep(organisation);

    expect(entryOf(entries, 'orders')).toMatchObject({
      Outcome: 'UPDATED',
      ProvisionedVersionName: '1.0.0',
      VersionsBehind: 2,
      ProvisionedProductStatus: 'AVAILABLE',
    });
  });

  it('is no success when the newest version is what it failed to reach', async () => {
    const published = versions(
      { name: '1.0.0' },
      { name: '2.0.0', template: templateOf({ retention: 2, behaviour: failing }) },
    );
    const organisation = shop.withProduct('Queue', published).withProvisionedProduct('orders', 'shop', tainted).build();

    const { entries } = await sweep(organisation);

    expect(entryOf(entries, 'orders')).toMatchObject({
      Outcome: 'HELD',
      Outdated: true,
      ProvisionedVersionName: '1.0.0',
      Reason: expect.stringMatching(/2\.0\.0|failed/),
    });
  });
});

describe('parameters (promise 4)', () => {
  const template = (parameters: Readonly<Record<string, unknown>>, retention: number) =>
    JSON.stringify({
      Parameters: parameters,
      Resources: { Queue: { Type: 'AWS::SQS::Queue', Properties: { MessageRetentionPeriod: retention } } },
    });
  const old = template({ Kept: { Type: 'String', Default: 'a' }, Dropped: { Type: 'String', Default: 'b' } }, 1);
  const set = { parameters: { Kept: 'mine', Dropped: 'mine too' } };

  it('that both versions know keep what their owner had set; what is new has its default', async () => {
    const next = template({ Kept: { Type: 'String', Default: 'z' }, Added: { Type: 'String', Default: 'new' } }, 2);
    const published = versions({ name: '1.0.0', template: old }, { name: '2.0.0', template: next });
    const organisation = shop.withProduct('Queue', published).withProvisionedProduct('orders', 'shop', set).build();

    const runs = await withPlace(organisation, async (place, stateDirectory) => {
      await sweepAt(place, stateDirectory);
      return [...realState(place.simulated.store, place.clock.now()).values()];
    });

    expect(runs.map(({ version, parameters }) => ({ version, parameters }))).toEqual([
      { version: '2.0.0', parameters: { Kept: 'mine', Added: 'new' } },
    ]);
  });

  it('that only a person can fill in are named, and nothing is tried', async () => {
    const next = template({ Kept: { Type: 'String' }, Secret: { Type: 'String' }, Key: { Type: 'String' } }, 2);
    const published = versions({ name: '1.0.0', template: old }, { name: '2.0.0', template: next });
    const organisation = shop.withProduct('Queue', published).withProvisionedProduct('orders', 'shop', set).build();

    const { entries, apiCalls } = await sweep(organisation);

    expect(entryOf(entries, 'orders')).toMatchObject({
      Outcome: 'NEEDS_PARAMETERS',
      Reason: expect.stringMatching(/Key.*Secret|Secret.*Key/),
    });
    expect(apiCalls['servicecatalog:UpdateProvisionedProduct']).toBeUndefined();
  });

  it('whose old value the new version does not allow fail the update, and the old version still runs', async () => {
    const next = template({ Kept: { Type: 'String', AllowedValues: ['yours'], Default: 'yours' } }, 2);
    const published = versions({ name: '1.0.0', template: old }, { name: '2.0.0', template: next });
    const organisation = shop.withProduct('Queue', published).withProvisionedProduct('orders', 'shop', set).build();

    const { entries } = await sweep(organisation);

    expect(entryOf(entries, 'orders')).toMatchObject({
      Outcome: 'UPDATE_FAILED',
      Errors: expect.stringMatching(/Kept/),
    });
  });
});

describe('an update without a launch role (promise 9)', () => {
  it('that fails says that it was made with the rights of the sweep', async () => {
    const organisation = shop
      .withoutLaunchRoles()
      .withProduct('Queue')
      .withProvisionedProduct('orders', 'shop')
      .build();

    const { entries } = await sweep(organisation);

    expect(entryOf(entries, 'orders')).toMatchObject({
      Outcome: 'UPDATE_FAILED',
      LaunchRoleArn: null,
      Reason: expect.stringMatching(/launch role/),
      Errors: expect.stringMatching(/not authorized to perform: cloudformation:UpdateStack/),
    });
  });
});

describe('launch paths (promise 5)', () => {
  it('that the roles of the sweep do not have are granted by a person, and nothing is tried', async () => {
    const organisation = shop
      .withPrincipals('arn:aws:iam:::role/Developer')
      .withProduct('Queue')
      .withProvisionedProduct('orders', 'shop')
      .build();

    const { entries } = await sweep(organisation);

    expect(outcomesOf(entries)).toEqual({ orders: 'NO_LAUNCH_PATH' });
  });

  it('that the update role alone lacks are told as such, and not as a failure', async () => {
    const organisation = shop
      .withPrincipals('arn:aws:iam:::role/catalog-sweep/CatalogSweepRead', 'arn:aws:iam:::role/Developer')
      .withProduct('Queue')
      .withProvisionedProduct('orders', 'shop')
      .build();

    const { entries } = await sweep(organisation);

    expect(entryOf(entries, 'orders')).toMatchObject({
      Outcome: 'NO_LAUNCH_PATH',
      Reason: expect.stringMatching(/role that updates/),
    });
  });
});

describe('accounts that are not active (promises 1 and 12)', () => {
  test.each(['SUSPENDED', 'PENDING_CLOSURE', 'CLOSED', 'PENDING_ACTIVATION'])(
    '%s: has a line in the targets log, and no call is made to it',
    async (state) => {
      const organisation = anOrganization().withAccount('old', { state }).withProduct('Queue').build();
      let calls = 0;

      const { targets, summary } = await sweep(
        organisation,
        {},
        {
          faults: ({ operation, input }) => {
            if (operation === 'AssumeRole' && JSON.stringify(input).includes('500000000003')) calls += 1;
            return undefined;
          },
        },
      );

      expect(targets.find(({ AccountName }) => AccountName === 'old')).toMatchObject({
        Swept: false,
        Error: 'ACCOUNT_NOT_ACTIVE',
        Reason: expect.stringContaining(state),
      });
      expect(calls).toBe(0);
      expect(summary.reconciled).toBe(true);
    },
  );
});

describe('the hub and the management account', () => {
  it('are swept like all others', async () => {
    const organisation = anOrganization()
      .withProduct('Queue', twoVersions())
      .withProvisionedProduct('of-hub', 'hub')
      .withProvisionedProduct('of-management', 'management')
      .build();

    const { entries } = await sweep(organisation);

    expect(outcomesOf(entries)).toEqual({ 'of-hub': 'UPDATED', 'of-management': 'UPDATED' });
  });
});
