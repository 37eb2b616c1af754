import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import { HANDLER_NAMES, hubRoleName, SPOKE_ROLE_USERS, spokeRoleArn, type SpokeAccess } from '@catalog-sweep/core';
import type { Founding } from '@catalog-sweep/simulated-org';
import { spokeRoles, type SpokeRoleSettings } from '@catalog-sweep/spoke-role';
import { afterEach, describe, expect, it, test } from '@jest/globals';
import {
  foundSmall,
  HUB,
  MANAGEMENT,
  Organisations,
  putRole,
  roleNamed,
  SPOKE,
  START,
  trust,
} from '../simulated-org/platform/small-organisation.ts';

const organisations = new Organisations();
afterEach(() => organisations.closeAll());

const SETTINGS: SpokeRoleSettings = {
  partition: 'aws',
  hubAccount: HUB,
  organizationId: 'o-example0001',
  portfolioAccess: true,
  managedPolicies: [],
  trustLocalSweeps: false,
};
const SCANNER = { path: '/catalog-sweep/', name: 'CatalogSweepScanTarget' };
const SCANNER_ARN = `arn:aws:iam::${HUB}:role/catalog-sweep/CatalogSweepScanTarget`;
const NAMED_BY_ARN = 'TrustsAnArn';

/** A role that may do everything, so that nothing but a trust policy can refuse it. */
function putCaller(founding: Founding, caller: { path: string; name: string; account?: string }, now = START): void {
  const { account = HUB, path, name } = caller;
  putRole(founding, account, roleNamed(name, { path }), now);
}

/** Who may assume the spoke's roles there, after whatever happened since. */
async function spokeWith(settings: Partial<SpokeRoleSettings> = {}, found: (founding: Founding) => void = () => {}) {
  const open = await organisations.open({
    found: (founding) => {
      foundSmall(founding);
      for (const role of spokeRoles({ ...SETTINGS, ...settings })) putRole(founding, SPOKE, role);
      found(founding);
    },
  });
  return async (caller: { name: string; account?: string }, role: SpokeAccess | typeof NAMED_BY_ARN) => {
    const RoleArn =
      role === NAMED_BY_ARN
        ? `arn:aws:iam::${SPOKE}:role/${NAMED_BY_ARN}`
        : spokeRoleArn({ partition: 'aws', account: SPOKE, access: role });
    const sts = open.sts({ account: caller.account ?? HUB, role: caller.name });
    try {
      await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'test' }));
      return 'let in';
    } catch (error) {
      return (error as Error).name;
    }
  };
}

describe('the spoke roles', () => {
  test.each(['read', 'update'] as const)(
    'let in those functions of the hub that need it, and no others: %s',
    async (access) => {
      const assume = await spokeWith({}, (founding) => {
        for (const handler of HANDLER_NAMES)
          putCaller(founding, { path: '/catalog-sweep/', name: hubRoleName(handler) });
      });

      const answers = await Promise.all(
        HANDLER_NAMES.map(async (handler) => ({
          handler,
          answer: await assume({ name: hubRoleName(handler) }, access),
        })),
      );

      const letIn = answers.filter(({ answer }) => answer === 'let in').map(({ handler }) => handler);
      const refused = new Set(answers.filter(({ answer }) => answer !== 'let in').map(({ answer }) => answer));
      expect(letIn.toSorted()).toEqual([...SPOKE_ROLE_USERS[access]].toSorted());
      expect([...refused]).toEqual(['AccessDenied']);
    },
  );

  test.each([
    { name: 'another role of the hub', caller: { path: '/', name: 'Admin' } },
    { name: 'a role of that name under another path', caller: { path: '/other/', name: SCANNER.name } },
    { name: 'a role of that name in another account', caller: { ...SCANNER, account: MANAGEMENT } },
    { name: 'the role for local sweeps', caller: { path: '/catalog-sweep/', name: 'CatalogSweepLocal' } },
  ])('refuse $name', async ({ caller }) => {
    const assume = await spokeWith({}, (founding) => putCaller(founding, caller));

    expect(await assume(caller, 'read')).toBe('AccessDenied');
  });

  it('refuse the hub once it is in another organisation', async () => {
    const assume = await spokeWith({ organizationId: 'o-another0001' }, (founding) => putCaller(founding, SCANNER));

    expect(await assume(SCANNER, 'read')).toBe('AccessDenied');
  });

  it('let in the role for local sweeps when they were made to', async () => {
    const local = { path: '/catalog-sweep/', name: 'CatalogSweepLocal' };
    const assume = await spokeWith({ trustLocalSweeps: true }, (founding) => putCaller(founding, local));

    expect(await assume(local, 'update')).toBe('let in');
  });
});

describe('a hub role that is made anew', () => {
  it('still gets in, where a trust policy that names its ARN locks it out', async () => {
    const assume = await spokeWith({}, (founding) => {
      putCaller(founding, SCANNER);
      putRole(founding, SPOKE, roleNamed(NAMED_BY_ARN, { trustPolicy: trust(SCANNER_ARN) }));
      putCaller(founding, SCANNER, START + 60_000);
    });

    expect(await assume(SCANNER, 'read')).toBe('let in');
    expect(await assume(SCANNER, NAMED_BY_ARN)).toBe('AccessDenied');
  });

  it('got in before, by either', async () => {
    const assume = await spokeWith({}, (founding) => {
      putCaller(founding, SCANNER);
      putRole(founding, SPOKE, roleNamed(NAMED_BY_ARN, { trustPolicy: trust(SCANNER_ARN) }));
    });

    expect(await assume(SCANNER, 'read')).toBe('let in');
    expect(await assume(SCANNER, NAMED_BY_ARN)).toBe('let in');
  });

  it('need not be there when the spoke is made, where a trust policy that names its ARN is refused', async () => {
    const founded = spokeWith({}, (founding) => {
      putRole(founding, SPOKE, roleNamed(NAMED_BY_ARN, { trustPolicy: trust(SCANNER_ARN) }));
    });

    await expect(founded).rejects.toThrow('invalid principal in policy');
    const assume = await spokeWith({}, (founding) => putCaller(founding, SCANNER));
    expect(await assume(SCANNER, 'read')).toBe('let in');
  });
});

it('a simulated account refuses managed policies, which it does not know, rather than leave them out', async () => {
  const founded = spokeWith({ managedPolicies: ['arn:aws:iam::aws:policy/AmazonSQSFullAccess'] });

  await expect(founded).rejects.toThrow('managed policies are not known, found arn:aws:iam::aws:policy');
});
