import { GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { GetAccountSettingsCommand, LambdaClient } from '@aws-sdk/client-lambda';
import {
  DescribeOrganizationCommand,
  ListAccountsCommand,
  ListAWSServiceAccessForOrganizationCommand,
  ListDelegatedServicesForAccountCommand,
} from '@aws-sdk/client-organizations';
import { foundOrganisation, parseOrganisation } from '@catalog-sweep/simulated-org';
import { afterEach, describe, expect, it, test } from '@jest/globals';
import { Organisations, roleNamed, type OpenOrganisation } from '../platform/small-organisation.ts';

const organisations = new Organisations();
afterEach(() => organisations.closeAll());

const HUB = '222222222222';
const SHOP = '333333333333';
const SERVICES = [
  'member.org.stacksets.cloudformation.amazonaws.com',
  'servicecatalog.amazonaws.com',
  'account.amazonaws.com',
];

const text = ({ organisation = '', hub = '', shop = '' }) => `
organisation: { id: o-a1b2c3d4e5, name: example, managementAccount: management${organisation} }
hub: { account: hub, region: eu-west-1${hub} }
regions: [eu-west-1, us-east-1]
accounts:
  - { id: '111111111111', name: management }
  - { id: '222222222222', name: hub }
  - { id: '333333333333', name: shop${shop} }
`;

function open(parts: Parameters<typeof text>[0] = {}): Promise<OpenOrganisation> {
  return organisations.open({
    found: foundOrganisation(parseOrganisation(text(parts), 'org.yaml'), {
      stackSetName: 'Spokes',
      roles: () => ({
        spokeRoles: [roleNamed('Spoke', { tags: { version: 'new' } })],
        outdatedSpokeRoles: [roleNamed('Spoke', { tags: { version: 'old' } })],
        otherRoles: [roleNamed('Admin')],
      }),
    }),
  });
}

describe('the hub of an organisation', () => {
  it('is registered for what it works with, and the services are trusted', async () => {
    const organizations = (await open()).organizations({ account: HUB });

    const trusted = await organizations.send(new ListAWSServiceAccessForOrganizationCommand());
    const registered = await organizations.send(new ListDelegatedServicesForAccountCommand({ AccountId: HUB }));

    expect(trusted.EnabledServicePrincipals?.map(({ ServicePrincipal }) => ServicePrincipal)).toEqual(SERVICES);
    expect(registered.DelegatedServices?.map(({ ServicePrincipal }) => ServicePrincipal)).toEqual(SERVICES);
  });

  it('may lack trusted access and registrations, one by one', async () => {
    const organizations = (
      await open({
        organisation: ', trustedAccess: [servicecatalog.amazonaws.com]',
        hub: ', registrations: [account.amazonaws.com]',
      })
    ).organizations({ account: HUB });

    const trusted = await organizations.send(new ListAWSServiceAccessForOrganizationCommand());
    const registered = await organizations.send(new ListDelegatedServicesForAccountCommand({ AccountId: HUB }));

    expect(trusted.EnabledServicePrincipals?.map(({ ServicePrincipal }) => ServicePrincipal)).toEqual([
      'servicecatalog.amazonaws.com',
    ]);
    expect(registered.DelegatedServices?.map(({ ServicePrincipal }) => ServicePrincipal)).toEqual([
      'account.amazonaws.com',
    ]);
  });

  it('may be neither management account nor delegated administrator, and then Organizations tells it little', async () => {
    const organizations = (await open({ hub: ', registrations: []' })).organizations({ account: HUB });

    const described = await organizations.send(new DescribeOrganizationCommand());
    const listing = organizations.send(new ListAccountsCommand());

    expect(described.Organization?.Id).toBe('o-a1b2c3d4e5');
    await expect(listing).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });

  test.each([
    { name: 'as many as AWS gives by default', hub: '', region: 'eu-west-1', executions: 1000 },
    { name: 'as many as its file says', hub: ', lambdaConcurrency: 50', region: 'eu-west-1', executions: 50 },
    { name: 'the default in another Region', hub: ', lambdaConcurrency: 50', region: 'us-east-1', executions: 1000 },
  ])('runs $name of its functions at once', async ({ hub, region, executions }) => {
    const lambda = new LambdaClient((await open({ hub })).settings({ account: HUB }, region));

    const { AccountLimit: limit } = await lambda.send(new GetAccountSettingsCommand());

    expect(limit).toMatchObject({ ConcurrentExecutions: executions, UnreservedConcurrentExecutions: executions });
  });

  test.each([
    { name: 'the present roles', shop: '', version: 'new' },
    { name: 'older roles', shop: ', spokeRoles: outdated', version: 'old' },
  ])('has spokes with $name', async ({ shop, version }) => {
    const iam = new IAMClient((await open({ shop })).settings({ account: SHOP }, 'us-east-1'));

    const { Role: role } = await iam.send(new GetRoleCommand({ RoleName: 'Spoke' }));

    expect(role?.Tags).toEqual([{ Key: 'version', Value: version }]);
  });
});
