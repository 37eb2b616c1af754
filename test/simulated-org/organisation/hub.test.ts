import { GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { GetAccountSettingsCommand, LambdaClient } from '@aws-sdk/client-lambda';
import {
  DescribeOrganizationCommand,
  ListAccountsCommand,
  ListAWSServiceAccessForOrganizationCommand,
  ListDelegatedServicesForAccountCommand,
} from '@aws-sdk/client-organizations';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { foundOrganisation, hubBuckets, parseOrganisation, type BucketDefinition } from '@catalog-sweep/simulated-org';
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

function open(
  parts: Parameters<typeof text>[0] = {},
  buckets: readonly BucketDefinition[] = [],
): Promise<OpenOrganisation> {
  return organisations.open({
    buckets,
    found: foundOrganisation(parseOrganisation(text(parts), 'org.yaml'), {
      stackSetName: 'Spokes',
      roles: () => ({
        spokeRoles: [roleNamed('Spoke', { tags: { version: 'new' } }), roleNamed('Second')],
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
    { name: 'the first of them alone', shop: ', spokeRoles: incomplete', version: 'new' },
  ])('has spokes with $name', async ({ shop, version }) => {
    const iam = new IAMClient((await open({ shop })).settings({ account: SHOP }, 'us-east-1'));

    const { Role: role } = await iam.send(new GetRoleCommand({ RoleName: 'Spoke' }));

    expect(role?.Tags).toEqual([{ Key: 'version', Value: version }]);
  });

  it('has spokes without the second of their roles, where they are incomplete', async () => {
    const iam = new IAMClient(
      (await open({ shop: ', spokeRoles: incomplete' })).settings({ account: SHOP }, 'us-east-1'),
    );

    const answer = iam.send(new GetRoleCommand({ RoleName: 'Second' }));

    await expect(answer).rejects.toMatchObject({ name: 'NoSuchEntityException' });
  });
});

describe('the buckets of a hub', () => {
  const KEY = 'arn:aws:kms:eu-west-1:222222222222:key/1-2';
  const work = { name: 'catalog-sweep-work', account: HUB, region: 'eu-west-1' };
  const logs = { ...work, name: 'catalog-sweep-logs' };

  test.each([
    { name: 'are its own, in its Region, without keys', hub: '', buckets: [work, logs] },
    {
      name: 'may have keys',
      hub: `, workKey: ${KEY}, logKey: ${KEY}`,
      buckets: [
        { ...work, encryption: { keyArn: KEY, bucketKey: true } },
        { ...logs, encryption: { keyArn: KEY, bucketKey: true } },
      ],
    },
    {
      name: 'may lie elsewhere, for the logs',
      hub: ', logBucketOwner: shop, logBucketRegion: us-east-1',
      buckets: [work, { ...logs, account: SHOP, region: 'us-east-1' }],
    },
  ])('$name', ({ hub, buckets }) => {
    const organisation = parseOrganisation(text({ hub }), 'org.yaml');

    expect(hubBuckets(organisation)).toEqual(buckets);
  });

  test.each([
    { name: 'keeps the hub out without a policy', hub: ', logBucketOwner: shop', error: 'AccessDenied' },
    { name: 'lets the hub in', hub: ', logBucketOwner: shop, logBucketPolicy: lets-the-hub-in', error: undefined },
    { name: 'refuses its own account too', hub: ', logBucketPolicy: refuses-writes', error: 'AccessDenied' },
  ])('of another account, or with a policy, $name', async ({ hub, error }) => {
    const organisation = parseOrganisation(text({ hub }), 'org.yaml');
    const opened = await open({ hub }, hubBuckets(organisation));

    const answer = await opened
      .s3({ account: HUB })
      .send(new PutObjectCommand({ Bucket: 'catalog-sweep-logs', Key: 'a', Body: 'x' }))
      .then(
        () => undefined,
        ({ name }: Error) => name,
      );

    expect(answer).toBe(error);
  });

  it('are refused in an account that there is not', () => {
    const reading = () => parseOrganisation(text({ hub: ', logBucketOwner: shopp' }), 'org.yaml');

    expect(reading).toThrow(/hub\.logBucketOwner: no account shopp; close: shop/);
  });
});
