import {
  CloudFormationClient,
  DescribeStackSetCommand,
  ListStackInstancesCommand,
  paginateListStackInstances,
  type CallAs,
  type StackInstanceSummary,
} from '@aws-sdk/client-cloudformation';
import { foundOrganisation, parseOrganisation, type RoleDefinition } from '@catalog-sweep/simulated-org';
import { afterEach, describe, expect, it, test } from '@jest/globals';
import { Organisations, policyOf, roleNamed, type OpenOrganisation } from '../platform/small-organisation.ts';

const organisations = new Organisations();
afterEach(() => organisations.closeAll());

const MANAGEMENT = '111111111111';
const HUB = '222222222222';
const SHOP = '500000000001';

const organisationText = (hub = '') => `
organisation: { id: o-a1b2c3d4e5, name: example, managementAccount: management }
hub: { account: hub, region: eu-west-1${hub} }
regions: [eu-west-1, us-east-1]
accounts:
  - { id: '111111111111', name: management }
  - { id: '222222222222', name: hub }
  - { id: '500000000001', name: shop }
  - { id: '500000000002', name: behind, spokeRoles: outdated }
  - { id: '500000000003', name: stuck, stackInstance: inoperable }
  - { id: '500000000004', name: joined, spokeRoles: none }
  - { id: '500000000005', name: forgotten, stackInstance: missing }
  - { id: '500000000006', name: suspended, state: SUSPENDED }
  - { id: '500000000007', name: was-there, state: SUSPENDED, stackInstance: outdated }
`;

/** Looks at StackSets, and asks nobody who the delegated administrators are. */
const CURIOUS = roleNamed('Curious', {
  policies: [{ name: 'look', document: policyOf({ Effect: 'Allow', Action: 'cloudformation:*', Resource: '*' }) }],
});
/** May look at the StackSet as one of its own account. */
const OWN = roleNamed('Own', {
  policies: [
    {
      name: 'look',
      document: policyOf(
        {
          Effect: 'Allow',
          Action: 'cloudformation:DescribeStackSet',
          Resource: `arn:aws:cloudformation:eu-west-1:${HUB}:stackset/Spokes:*`,
        },
        { Effect: 'Allow', Action: 'organizations:ListDelegatedAdministrators', Resource: '*' },
      ),
    },
  ],
});

function open(text = organisationText(), pageLimit = 2): Promise<OpenOrganisation> {
  const otherRoles: RoleDefinition[] = [roleNamed('Admin'), CURIOUS, OWN];
  return organisations.open({
    pageLimit,
    found: foundOrganisation(parseOrganisation(text, 'org.yaml'), {
      stackSetName: 'Spokes',
      roles: () => ({ spokeRoles: [], outdatedSpokeRoles: [], otherRoles }),
    }),
  });
}

interface Asking {
  readonly account?: string;
  readonly role?: string;
  readonly region?: string;
}

function clientOf(opened: OpenOrganisation, { account = HUB, role = 'Admin', region = 'eu-west-1' }: Asking = {}) {
  return new CloudFormationClient(opened.settings({ account, role }, region));
}

describe('a StackSet', () => {
  test.each([
    { name: 'a delegated administrator', account: HUB, CallAs: 'DELEGATED_ADMIN' as const },
    { name: 'the management account', account: MANAGEMENT, CallAs: undefined },
  ])('is seen by $name', async ({ account, CallAs }) => {
    const cloudFormation = clientOf(await open(), { account });

    const { StackSet: stackSet } = await cloudFormation.send(
      new DescribeStackSetCommand({ StackSetName: 'Spokes', CallAs }),
    );

    expect(stackSet).toMatchObject({
      StackSetName: 'Spokes',
      StackSetId: expect.stringMatching(/^Spokes:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/),
      StackSetARN: `arn:aws:cloudformation:eu-west-1:${MANAGEMENT}:stackset/${stackSet?.StackSetId}`,
      Status: 'ACTIVE',
      PermissionModel: 'SERVICE_MANAGED',
      AutoDeployment: { Enabled: true, RetainStacksOnAccountRemoval: false },
      OrganizationalUnitIds: ['r-ab12'],
      Regions: ['eu-west-1'],
    });
  });

  it('is found by its id too', async () => {
    const cloudFormation = clientOf(await open());
    const byName = await cloudFormation.send(
      new DescribeStackSetCommand({ StackSetName: 'Spokes', CallAs: 'DELEGATED_ADMIN' }),
    );

    const byId = await cloudFormation.send(
      new DescribeStackSetCommand({ StackSetName: byName.StackSet?.StackSetId, CallAs: 'DELEGATED_ADMIN' }),
    );

    expect(byId.StackSet).toEqual(byName.StackSet);
  });

  it('has an instance in each active account but the management account, listed over pages', async () => {
    const cloudFormation = clientOf(await open());

    const instances: StackInstanceSummary[] = [];
    for await (const { Summaries = [] } of paginateListStackInstances(
      { client: cloudFormation },
      { StackSetName: 'Spokes', CallAs: 'DELEGATED_ADMIN' },
    )) {
      expect(Summaries.length).toBeLessThanOrEqual(2);
      instances.push(...Summaries);
    }

    expect(
      instances.map(({ Account, Region, Status, StackInstanceStatus }) => [
        Account,
        Region,
        Status,
        StackInstanceStatus?.DetailedStatus,
      ]),
    ).toEqual([
      [HUB, 'eu-west-1', 'CURRENT', 'SUCCEEDED'],
      [SHOP, 'eu-west-1', 'CURRENT', 'SUCCEEDED'],
      ['500000000002', 'eu-west-1', 'OUTDATED', 'CANCELLED'],
      ['500000000003', 'eu-west-1', 'INOPERABLE', 'INOPERABLE'],
      ['500000000007', 'eu-west-1', 'OUTDATED', 'SKIPPED_SUSPENDED_ACCOUNT'],
    ]);
    expect(instances.map(({ StatusReason }) => StatusReason !== undefined)).toEqual([false, false, true, true, true]);
  });

  test.each([
    { name: 'an account', filter: { StackInstanceAccount: SHOP }, accounts: [SHOP] },
    { name: 'another Region', filter: { StackInstanceRegion: 'us-east-1' }, accounts: [] },
  ])('lists the instances of $name alone', async ({ filter, accounts }) => {
    const cloudFormation = clientOf(await open());

    const { Summaries: instances = [] } = await cloudFormation.send(
      new ListStackInstancesCommand({ StackSetName: 'Spokes', CallAs: 'DELEGATED_ADMIN', ...filter }),
    );

    expect(instances.map(({ Account }) => Account)).toEqual(accounts);
  });

  const notFound = { name: 'StackSetNotFoundException', $metadata: { httpStatusCode: 404 } };
  const noAdministrator = { name: 'ValidationError', message: 'Account used is not a delegated administrator' };
  const delegated = { CallAs: 'DELEGATED_ADMIN' as CallAs };

  test.each([
    { name: 'a delegated administrator that does not say what it is', asking: {}, input: {}, error: notFound },
    { name: 'a member as such', asking: { account: SHOP }, input: {}, error: notFound },
    { name: 'who asks in another Region', asking: { region: 'us-east-1' }, input: delegated, error: notFound },
    { name: 'who asks by another id', asking: {}, input: { ...delegated, StackSetName: 'Spokes:1' }, error: notFound },
    { name: 'who asks for another', asking: {}, input: { ...delegated, StackSetName: 'Other' }, error: notFound },
    { name: 'a member as administrator', asking: { account: SHOP }, input: delegated, error: noAdministrator },
    {
      name: 'the management account as delegated administrator',
      asking: { account: MANAGEMENT },
      input: delegated,
      error: noAdministrator,
    },
    {
      name: 'who calls as nobody that there is',
      asking: {},
      input: { CallAs: 'ADMINISTRATOR' as CallAs },
      error: { name: 'ValidationError' },
    },
    {
      name: 'a role that may not ask who the delegated administrators are',
      asking: { role: 'Curious' },
      input: delegated,
      error: noAdministrator,
    },
    {
      name: 'a hub that is registered for other services alone',
      hub: ', registrations: [account.amazonaws.com]',
      asking: {},
      input: delegated,
      error: noAdministrator,
    },
    { name: 'an organisation without one', hub: ', stackSet: false', asking: {}, input: delegated, error: notFound },
    {
      name: 'who may look at its own alone',
      asking: { role: 'Own' },
      input: delegated,
      error: { name: 'AccessDenied' },
    },
  ])('is not shown to $name', async ({ hub, asking, input, error }) => {
    const cloudFormation = clientOf(await open(organisationText(hub)), asking);

    const answer = cloudFormation.send(new DescribeStackSetCommand({ StackSetName: 'Spokes', ...input }));

    await expect(answer).rejects.toMatchObject(error);
  });

  it('knows no filters by status', async () => {
    const cloudFormation = clientOf(await open());

    const answer = cloudFormation.send(
      new ListStackInstancesCommand({
        StackSetName: 'Spokes',
        ...delegated,
        Filters: [{ Name: 'DETAILED_STATUS', Values: 'FAILED' }],
      }),
    );

    await expect(answer).rejects.toMatchObject({
      name: 'ValidationError',
      message: expect.stringContaining('Filters'),
    });
  });
});
