import {
  ListAWSServiceAccessForOrganizationCommand,
  ListDelegatedAdministratorsCommand,
  ListDelegatedServicesForAccountCommand,
} from '@aws-sdk/client-organizations';
import type { Founding } from '@catalog-sweep/simulated-org';
import { afterEach, describe, expect, it, test } from '@jest/globals';
import {
  foundSmall,
  HUB,
  MANAGEMENT,
  Organisations,
  policyOf,
  putAccount,
  putRole,
  roleNamed,
  SPOKE,
  START,
  type OpenOrganisation,
} from './small-organisation.ts';

const organisations = new Organisations();
afterEach(() => organisations.closeAll());

const STACK_SETS = 'member.org.stacksets.cloudformation.amazonaws.com';
const CATALOG = 'servicecatalog.amazonaws.com';
const AUDIT = '555555555555';
const LATER = START + 86_400_000;

/** Trusted access for two services; the hub acts for both, an account of audit for one, since a day later. */
function found(founding: Founding): void {
  foundSmall(founding);
  const { store } = founding;
  const organization = store.get('organizations.organization', 'organization');
  if (organization === undefined) throw new Error('there is no organisation');
  putAccount(founding, { id: AUDIT });
  store.put('organizations.organization', 'organization', {
    ...organization,
    trustedServices: [STACK_SETS, CATALOG].map((servicePrincipal) => ({ servicePrincipal, enabledAt: START })),
    delegations: [
      { account: HUB, servicePrincipal: STACK_SETS, enabledAt: LATER },
      { account: HUB, servicePrincipal: CATALOG, enabledAt: START },
      { account: AUDIT, servicePrincipal: CATALOG, enabledAt: LATER },
    ],
  });
  putRole(
    founding,
    HUB,
    roleNamed('OfOneService', {
      policies: [
        {
          name: 'one',
          document: policyOf({
            Effect: 'Allow',
            Action: 'organizations:ListDelegatedAdministrators',
            Resource: '*',
            Condition: { StringEquals: { 'organizations:ServicePrincipal': STACK_SETS } },
          }),
        },
      ],
    }),
  );
}
function open(pageLimit?: number): Promise<OpenOrganisation> {
  return organisations.open({ found, ...(pageLimit === undefined ? {} : { pageLimit }) });
}

describe('trusted access and delegated administrators', () => {
  it('tells which services may work in all accounts, page by page', async () => {
    const organizations = (await open(1)).organizations({ account: HUB });

    const first = await organizations.send(new ListAWSServiceAccessForOrganizationCommand());
    const second = await organizations.send(
      new ListAWSServiceAccessForOrganizationCommand({ NextToken: first.NextToken }),
    );

    expect(first.EnabledServicePrincipals).toEqual([{ ServicePrincipal: STACK_SETS, DateEnabled: new Date(START) }]);
    expect(second.EnabledServicePrincipals).toEqual([{ ServicePrincipal: CATALOG, DateEnabled: new Date(START) }]);
    expect(second.NextToken).toBeUndefined();
  });

  it('tells of each delegated administrator once, since its first registration', async () => {
    const organizations = (await open()).organizations();

    const { DelegatedAdministrators: administrators } = await organizations.send(
      new ListDelegatedAdministratorsCommand(),
    );

    expect(administrators).toEqual([
      {
        Id: HUB,
        Arn: `arn:aws:organizations::${MANAGEMENT}:account/o-example0001/${HUB}`,
        Email: `${HUB}@example.com`,
        Name: `account ${HUB}`,
        State: 'ACTIVE',
        JoinedMethod: 'CREATED',
        JoinedTimestamp: new Date(START),
        DelegationEnabledDate: new Date(START),
      },
      expect.objectContaining({ Id: AUDIT, DelegationEnabledDate: new Date(LATER) }),
    ]);
  });

  it('tells of those of one service alone', async () => {
    const organizations = (await open()).organizations();

    const { DelegatedAdministrators: administrators } = await organizations.send(
      new ListDelegatedAdministratorsCommand({ ServicePrincipal: STACK_SETS }),
    );

    expect(administrators?.map(({ Id, DelegationEnabledDate }) => ({ Id, DelegationEnabledDate }))).toEqual([
      { Id: HUB, DelegationEnabledDate: new Date(LATER) },
    ]);
  });

  test.each([
    { name: 'the service of its condition', ServicePrincipal: STACK_SETS, allowed: true },
    { name: 'another service', ServicePrincipal: CATALOG, allowed: false },
    { name: 'all services', ServicePrincipal: undefined, allowed: false },
  ])('lets a policy allow one service: asked about $name', async ({ ServicePrincipal, allowed }) => {
    const organizations = (await open()).organizations({ account: HUB, role: 'OfOneService' });

    const answer = await organizations.send(new ListDelegatedAdministratorsCommand({ ServicePrincipal })).then(
      () => true,
      (error: Error) => error.name === 'AccessDeniedException' && false,
    );

    expect(answer).toBe(allowed);
  });

  it('tells which services an account acts for', async () => {
    const organizations = (await open()).organizations({ account: HUB });

    const { DelegatedServices: services } = await organizations.send(
      new ListDelegatedServicesForAccountCommand({ AccountId: HUB }),
    );

    expect(services).toEqual([
      { ServicePrincipal: STACK_SETS, DelegationEnabledDate: new Date(LATER) },
      { ServicePrincipal: CATALOG, DelegationEnabledDate: new Date(START) },
    ]);
  });

  test.each([
    { name: 'an account that acts for none', AccountId: SPOKE, code: 'AccountNotRegisteredException' },
    { name: 'the management account', AccountId: MANAGEMENT, code: 'AccountNotRegisteredException' },
    { name: 'an account of nobody', AccountId: '999999999999', code: 'AccountNotFoundException' },
  ])('says so of $name', async ({ AccountId, code }) => {
    const organizations = (await open()).organizations();

    const answer = organizations.send(new ListDelegatedServicesForAccountCommand({ AccountId }));

    await expect(answer).rejects.toMatchObject({ name: code });
  });

  test.each([
    { name: 'trusted access', command: new ListAWSServiceAccessForOrganizationCommand() },
    { name: 'delegated administrators', command: new ListDelegatedAdministratorsCommand() },
    { name: 'the services of one', command: new ListDelegatedServicesForAccountCommand({ AccountId: HUB }) },
  ])('tells accounts that act for no service nothing of $name', async ({ command }) => {
    const organizations = (await open()).organizations({ account: SPOKE });

    const answer = organizations.send(command as ListDelegatedAdministratorsCommand);

    await expect(answer).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: "You don't have permissions to access this resource.",
    });
  });
});
