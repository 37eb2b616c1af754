import type { Faults } from '@catalog-sweep/simulated-org';
import { describe, expect, it } from '@jest/globals';
import { sweep } from './a-journey.ts';
import { anOrganization, type OrganizationBuilder } from './an-organization.ts';

const SHOP = '500000000003';
const REAL_PAGES = { pageLimit: 100, emptyPages: false };

const base = anOrganization().withAccount('shop').withProduct('Queue').withProduct('Topic');
const current = { version: '2.0.0', launched: '2026-06-01T08:00:00Z' };

/** What a report sweep asks of one account, beside the sessions: operation -> how often. */
async function callsTo(account: string, organization: OrganizationBuilder): Promise<Readonly<Record<string, number>>> {
  const calls: Record<string, number> = {};
  const faults: Faults = (request) => {
    const isSession = request.operation === 'AssumeRole' && JSON.stringify(request.input).includes(account);
    if (request.account === account || isSession) calls[request.operation] = (calls[request.operation] ?? 0) + 1;
    return undefined;
  };
  await sweep(organization.build(), { mode: 'report' }, { ...REAL_PAGES, faults });
  return calls;
}

describe('few calls (promise 11)', () => {
  it('are made to a target in which nothing is behind: a session, a page per hundred, and two for TagOptions', async () => {
    const inSpoke = base.withTagOption({ accounts: ['shop'], products: ['Queue'] });

    const calls = await callsTo(SHOP, inSpoke.withProvisionedProducts(150, 'queue', 'shop', current));

    expect(calls).toEqual({
      AssumeRole: 1,
      ListTagOptions: 1,
      ListResourcesForTagOption: 1,
      SearchProvisionedProducts: 2,
    });
  });

  it('are made to an account with two Regions: one session for both', async () => {
    const twice = base.withRegions('eu-west-1', 'us-east-1');

    const calls = await callsTo(SHOP, twice.withProvisionedProduct('queue', 'shop', current));

    expect(calls).toEqual({ AssumeRole: 1, ListTagOptions: 2, SearchProvisionedProducts: 2 });
  });

  it('are made for what is behind: its stack and its record, and once for a product its opt-in and its launch paths', async () => {
    const calls = await callsTo(SHOP, base.withProvisionedProducts(10, 'queue', 'shop'));

    expect(calls).toEqual({
      AssumeRole: 1,
      ListTagOptions: 1,
      SearchProvisionedProducts: 1,
      DescribeProductAsAdmin: 2,
      ListLaunchPaths: 1,
      DescribeStacks: 10,
      DescribeRecord: 10,
    });
  });

  it('are made for an update: to begin it, to look how far it is, and to see that it came to its end', async () => {
    const calls: Record<string, number> = {};
    const organisation = base.withProvisionedProduct('queue', 'shop').build();

    const { summary } = await sweep(
      organisation,
      {},
      {
        ...REAL_PAGES,
        faults: ({ account, operation }) => {
          if (account === SHOP) calls[operation] = (calls[operation] ?? 0) + 1;
          return undefined;
        },
      },
    );

    expect(summary.products.byOutcome).toEqual({ UPDATED: 1 });
    // Ten minutes are looked at after 15, 45, 105, 225, 465 and 765 seconds; the scan read the record of the launch.
    expect(calls).toMatchObject({ UpdateProvisionedProduct: 1, DescribeRecord: 7, DescribeProvisionedProduct: 2 });
  });

  it('are made to Organizations: once for a sweep, however many targets there are', async () => {
    const regions = base.withRegions('eu-west-1', 'us-east-1', 'eu-central-1').withOrganizationalUnit('Workloads');

    const { apiCalls } = await sweep(regions.build(), { mode: 'report' }, REAL_PAGES);

    const toOrganizations = Object.entries(apiCalls).filter(([name]) => name.startsWith('organizations:'));
    expect(Object.fromEntries(toOrganizations)).toEqual({
      'organizations:DescribeOrganization': 1,
      'organizations:ListRoots': 1,
      'organizations:ListAccountsForParent': 2,
      'organizations:ListOrganizationalUnitsForParent': 2,
    });
  });
});
