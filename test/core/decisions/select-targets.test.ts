import { describe, expect, it, test } from '@jest/globals';
import { SweepConfiguration, SweepRequest, UsageError } from '@catalog-sweep/core';
import type { OrganizationAccount, OrganizationalUnit } from '../../../packages/core/src/aws/organization.ts';
import { selectTargets } from '../../../packages/core/src/decisions/select-targets.ts';

const root: OrganizationalUnit = { id: 'r-ab12', name: 'Root', path: 'Root' };
const workloads = { id: 'ou-ab12-11111111', name: 'Workloads', path: 'Workloads' };
const production = { id: 'ou-ab12-22222222', name: 'Production', path: 'Workloads/Production' };
const sandbox = { id: 'ou-ab12-33333333', name: 'Sandbox', path: 'Sandbox' };
const testing = { id: 'ou-ab12-44444444', name: 'Production', path: 'Sandbox/Production' };

const management = anAccount('111111111111', root);
const shop = anAccount('222222222222', root, workloads, production);
const billing = anAccount('333333333333', root, workloads);
const play = anAccount('444444444444', root, sandbox);

const organization = {
  accounts: [management, shop, billing, play],
  units: [root, workloads, production, sandbox, testing],
};

function anAccount(id: string, ...parents: OrganizationalUnit[]): OrganizationAccount {
  return { id, name: `account ${id}`, state: 'ACTIVE', parents };
}

function select({
  targets = {},
  waves = [],
  request = {},
  accounts = organization.accounts,
}: {
  readonly targets?: object;
  readonly waves?: readonly object[];
  readonly request?: object;
  readonly accounts?: readonly OrganizationAccount[];
}) {
  const configuration = SweepConfiguration.parse({
    logS3Bucket: 'logs',
    targets: { regions: ['eu-west-1'], ...targets },
    waves,
  });
  const asked = SweepRequest.parse({ contractVersion: 1, trigger: 'request', mode: 'report', ...request });
  return selectTargets({ organization: { ...organization, accounts }, configuration, request: asked });
}

function problemsOf(act: () => unknown): readonly string[] {
  try {
    act();
  } catch (error) {
    if (error instanceof UsageError) return error.problems;
    throw error;
  }
  return [];
}

const idsOf = (waves: ReturnType<typeof select>) =>
  waves.flatMap(({ targets }) => targets.map(({ account }) => account));

describe('the targets of a sweep', () => {
  test.each([
    { name: 'all accounts, the management account too', asked: {}, ids: [management, shop, billing, play] },
    {
      name: 'an OU with those below it',
      asked: { targets: { include: { organizationalUnits: [workloads.id] } } },
      ids: [shop, billing],
    },
    {
      name: 'included OUs and accounts together',
      asked: { targets: { include: { organizationalUnits: [production.id], accounts: [play.id] } } },
      ids: [shop, play],
    },
    {
      name: 'without what is excluded, which wins',
      asked: {
        targets: {
          include: { organizationalUnits: [root.id] },
          exclude: { organizationalUnits: [production.id], accounts: [play.id] },
        },
      },
      ids: [management, billing],
    },
    { name: 'narrowed to accounts', asked: { request: { accounts: [play.id] } }, ids: [play] },
    {
      name: 'narrowed to an OU by id',
      asked: { request: { organizationalUnits: [workloads.id] } },
      ids: [shop, billing],
    },
    {
      name: 'narrowed to an OU by name',
      asked: { request: { organizationalUnits: ['Workloads'] } },
      ids: [shop, billing],
    },
    {
      name: 'narrowed to an OU by path',
      asked: { request: { organizationalUnits: ['Workloads/Production'] } },
      ids: [shop],
    },
    {
      name: 'narrowed to accounts and OUs: what either names',
      asked: { request: { accounts: [play.id], organizationalUnits: ['Workloads/Production'] } },
      ids: [shop, play],
    },
    {
      name: 'although the configuration excludes an account that left',
      asked: { targets: { exclude: { accounts: ['999999999999'] } }, request: { accounts: [shop.id] } },
      ids: [shop],
    },
  ])('are $name', ({ asked, ids }) => {
    const waves = select(asked);

    expect(idsOf(waves)).toEqual(ids.map(({ id }) => id));
  });

  it('are each account in each Region, with names and place', () => {
    const [wave] = select({ targets: { regions: ['eu-west-1', 'eu-north-1'] }, request: { accounts: [shop.id] } });

    expect(wave?.targets.map(({ region }) => region)).toEqual(['eu-north-1', 'eu-west-1']);
    expect(wave?.targets[0]).toEqual({
      account: shop.id,
      accountName: shop.name,
      region: 'eu-north-1',
      organizationalUnit: 'Workloads/Production',
      organizationalUnitIds: [root.id, workloads.id, production.id],
      accountState: 'ACTIVE',
    });
  });

  it('promise 1: hold accounts that are not active, so that the report tells of them', () => {
    const [wave] = select({ accounts: [{ ...shop, state: 'SUSPENDED' }] });

    expect(wave?.targets.map(({ accountState }) => accountState)).toEqual(['SUSPENDED']);
  });
});

describe('the targets of a retry', () => {
  const retryOf = (...accounts: string[]) => ({
    retry: {
      sweepId: '20261126T220000Z-1a2b3c4d',
      targets: accounts.map((account) => ({ account, region: 'eu-west-1', provisionedProducts: null })),
    },
  });

  it('are those that it names, in their own Regions', () => {
    const [wave] = select({ targets: { regions: ['eu-central-1', 'eu-west-1'] }, request: retryOf('222222222222') });

    expect(wave?.targets.map(({ account, region }) => [account, region])).toEqual([['222222222222', 'eu-west-1']]);
  });

  it('are none that the configuration excludes by now', () => {
    const targets = { exclude: { accounts: ['222222222222'] } };

    expect(idsOf(select({ targets, request: retryOf('222222222222', '333333333333') }))).toEqual(['333333333333']);
    expect(problemsOf(() => select({ targets, request: retryOf('222222222222') }))).toEqual([
      'no target that is retried is among the configured ones any more',
    ]);
  });
});

describe('waves', () => {
  it('are one of all targets by default', () => {
    const waves = select({});

    expect(waves.map(({ name }) => name)).toEqual(['all']);
  });

  it('come in their order, take each target once, and leave the rest to the last', () => {
    const waves = select({
      waves: [
        { name: 'canary', accounts: [shop.id] },
        { name: 'workloads', organizationalUnits: [workloads.id] },
      ],
    });

    expect(waves.map(({ name, targets }) => [name, targets.map(({ account }) => account)])).toEqual([
      ['canary', [shop.id]],
      ['workloads', [billing.id]],
      ['rest', [management.id, play.id]],
    ]);
  });

  it('are left out when they hold no target', () => {
    const waves = select({ waves: [{ name: 'canary', accounts: [shop.id] }], request: { accounts: [play.id] } });

    expect(waves.map(({ name }) => name)).toEqual(['rest']);
  });

  test.each([
    { name: 'one has the name of the rest', waves: [{ name: 'rest', accounts: [shop.id] }] },
    {
      name: 'two have one name',
      waves: [
        { name: 'canary', accounts: [shop.id] },
        { name: 'canary', accounts: [play.id] },
      ],
    },
  ])('are refused when $name: one would overwrite the other', ({ waves }) => {
    const act = () => select({ waves });

    expect(act).toThrow('the names of waves differ from each other, and none is rest');
  });
});

describe('what is named and does not exist', () => {
  it('is an error with all problems at once, and with what is close', () => {
    const problems = problemsOf(() =>
      select({ request: { accounts: ['222222222223'], organizationalUnits: ['Sandbx'], regions: ['eu-west-2'] } }),
    );

    expect(problems).toEqual([
      expect.stringMatching(/^no account 222222222223 in the organisation; close: 222222222222/),
      expect.stringMatching(/^the request: no organizational unit Sandbx; close: Sandbox/),
      'Region eu-west-2 is not among the configured ones: eu-west-1; close: eu-west-1',
    ]);
  });

  test.each([
    {
      name: 'an account outside of what is configured',
      asked: { targets: { exclude: { accounts: [play.id] } }, request: { accounts: [play.id, shop.id] } },
      problem: `account ${play.id} is not among the configured targets`,
    },
    {
      name: 'an OU outside of what is configured, also beside an account inside',
      asked: {
        targets: { exclude: { organizationalUnits: [sandbox.id] } },
        request: { accounts: [shop.id], organizationalUnits: ['Sandbox'] },
      },
      problem: 'the organizational unit Sandbox has no account among the configured targets',
    },
    {
      name: 'a name that two OUs have',
      asked: { request: { organizationalUnits: ['Production'] } },
      problem:
        'the request: several organizational units are named Production; say which: Workloads/Production, Sandbox/Production',
    },
    {
      name: 'an OU of the configuration',
      asked: { targets: { include: { organizationalUnits: ['ou-zz99-99999999'] } }, request: { accounts: [] } },
      problem: expect.stringMatching(/^targets\.include\.organizationalUnits: no organizational unit ou-zz99-99999999/),
    },
    {
      name: 'everything excluded',
      asked: { targets: { exclude: { organizationalUnits: [root.id] } } },
      problem: 'no account is left: nothing to sweep',
    },
  ])('$name', ({ asked, problem }) => {
    const problems = problemsOf(() => select(asked));

    expect(problems).toEqual([problem]);
  });
});
