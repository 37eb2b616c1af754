import {
  CloudFormationClient,
  DescribeStacksCommand,
  paginateDescribeStackEvents,
} from '@aws-sdk/client-cloudformation';
import { CreateBucketCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import {
  AssociatePrincipalWithPortfolioCommand,
  AssociateProductWithPortfolioCommand,
  CreatePortfolioCommand,
  CreateProductCommand,
  DescribeProvisionedProductCommand,
  DescribeRecordCommand,
  InvalidParametersException,
  ListRecordHistoryCommand,
  paginateSearchProvisionedProducts,
  ProvisionProductCommand,
  ResourceNotFoundException,
  ScanProvisionedProductsCommand,
  ServiceCatalogClient,
  UpdateProvisionedProductCommand,
} from '@aws-sdk/client-service-catalog';
import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import { afterEach, describe, expect, it } from '@jest/globals';
import {
  allow,
  foundSmall,
  HUB,
  Organisations,
  putRole,
  REGION,
  roleArn,
  roleNamed,
  START,
  type OpenOrganisation,
  type Signer,
} from '../platform/small-organisation.ts';

const organisations = new Organisations();
afterEach(() => organisations.closeAll());

const catalogOf = (open: OpenOrganisation, signer: Signer = { account: HUB }) =>
  new ServiceCatalogClient(open.settings(signer, REGION));

/** The hub's own product in its own portfolio, launched `names` times. The ids of the records. */
async function launched(open: OpenOrganisation, names: readonly string[]): Promise<readonly string[]> {
  const catalog = catalogOf(open);
  await open.s3().send(new CreateBucketCommand({ Bucket: 'templates' }));
  const Body = 'Resources: { Topic: { Type: AWS::SNS::Topic } }';
  await open.s3().send(new PutObjectCommand({ Bucket: 'templates', Key: 'v1.yaml', Body }));
  const { PortfolioDetail } = await catalog.send(
    new CreatePortfolioCommand({ DisplayName: 'Topics', ProviderName: 'Platform' }),
  );
  const { ProductViewDetail } = await catalog.send(
    new CreateProductCommand({
      Name: 'Topic',
      Owner: 'Platform',
      ProductType: 'CLOUD_FORMATION_TEMPLATE',
      ProvisioningArtifactParameters: {
        Name: 'v1',
        Info: { LoadTemplateFromURL: 'https://templates.s3.amazonaws.com/v1.yaml' },
      },
    }),
  );
  const which = { PortfolioId: PortfolioDetail?.Id, ProductId: ProductViewDetail?.ProductViewSummary?.ProductId };
  await catalog.send(new AssociateProductWithPortfolioCommand(which));
  await catalog.send(
    new AssociatePrincipalWithPortfolioCommand({
      PortfolioId: which.PortfolioId,
      PrincipalARN: roleArn(HUB, 'Admin'),
      PrincipalType: 'IAM',
    }),
  );
  const records: string[] = [];
  for (const name of names) {
    const { RecordDetail } = await catalog.send(
      new ProvisionProductCommand({
        ProductName: 'Topic',
        ProvisioningArtifactName: 'v1',
        ProvisionedProductName: name,
      }),
    );
    records.push(RecordDetail?.RecordId ?? '');
  }
  return records;
}

describe('an SDK client', () => {
  it('reads records and provisioned products with their times', async () => {
    const open = await organisations.open();
    const [Id] = await launched(open, ['news']);
    open.clock.catchUp(START + 3_600_000);

    const { RecordDetail } = await catalogOf(open).send(new DescribeRecordCommand({ Id }));
    const { ProvisionedProductDetail } = await catalogOf(open).send(
      new DescribeProvisionedProductCommand({ Name: 'news' }),
    );

    expect(RecordDetail).toMatchObject({ Status: 'SUCCEEDED', CreatedTime: new Date(START) });
    expect(RecordDetail?.UpdatedTime).toEqual(new Date(START + 605_000));
    expect(ProvisionedProductDetail).toMatchObject({
      Status: 'AVAILABLE',
      Type: 'CFN_STACK',
      CreatedTime: new Date(START),
      LastSuccessfulProvisioningRecordId: Id,
    });
  });

  it('pages through searches and the events of stacks', async () => {
    const open = await organisations.open({ pageLimit: 2 });
    const names = ['a', 'b', 'c', 'd', 'e'];
    await launched(open, names);
    open.clock.catchUp(START + 3_600_000);

    const found = [];
    for await (const page of paginateSearchProvisionedProducts({ client: catalogOf(open) }, { SortBy: 'name' })) {
      found.push(...(page.ProvisionedProducts ?? []));
    }
    const client = new CloudFormationClient(open.settings({ account: HUB }, REGION));
    const events = [];
    for await (const page of paginateDescribeStackEvents({ client }, { StackName: found[0]?.PhysicalId })) {
      events.push(...(page.StackEvents ?? []));
    }

    expect(found.map(({ Name }) => Name)).toEqual(names);
    expect(events.map(({ ResourceStatus }) => ResourceStatus)).toEqual([
      'CREATE_COMPLETE',
      'CREATE_COMPLETE',
      'CREATE_IN_PROGRESS',
      'CREATE_IN_PROGRESS',
    ]);
    expect(events[0]?.Timestamp).toEqual(new Date(START + 605_000));
  });

  it.each([
    { level: 'Account', count: 1 },
    { level: 'Role', count: 1 },
    { level: 'User', count: 0 },
  ] as const)('of another session of the same role sees at level $level: $count', async ({ level, count }) => {
    const open = await organisations.open();
    await launched(open, ['news']);
    const { Credentials } = await open
      .sts()
      .send(new AssumeRoleCommand({ RoleArn: roleArn(HUB, 'Admin'), RoleSessionName: 'another' }));
    const another = catalogOf(open, {
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      sessionToken: Credentials?.SessionToken ?? '',
    });
    const AccessLevelFilter = { Key: level, Value: 'self' };

    const { ProvisionedProducts } = await another.send(new ScanProvisionedProductsCommand({ AccessLevelFilter }));
    const { RecordDetails } = await another.send(new ListRecordHistoryCommand({ AccessLevelFilter }));

    expect(ProvisionedProducts).toHaveLength(count);
    expect(RecordDetails).toHaveLength(count);
  });

  it('throws what it has classes for, and has the message of what it has none for', async () => {
    const open = await organisations.open();
    await launched(open, ['news']);
    const catalog = catalogOf(open);
    const cloudFormation = new CloudFormationClient(open.settings({ account: HUB }, REGION));

    await expect(catalog.send(new DescribeRecordCommand({ Id: 'rec-0' }))).rejects.toThrow(ResourceNotFoundException);
    await expect(
      catalog.send(
        new UpdateProvisionedProductCommand({ ProvisionedProductName: 'news', ProvisioningArtifactName: 'v1' }),
      ),
    ).rejects.toThrow(InvalidParametersException);
    await expect(cloudFormation.send(new DescribeStacksCommand({ StackName: 'none' }))).rejects.toMatchObject({
      name: 'ValidationError',
      message: 'Stack with id none does not exist',
    });
  });

  it('is refused by IAM what its role may not do', async () => {
    const open = await organisations.open({
      found: (founding) => {
        foundSmall(founding);
        putRole(founding, HUB, roleNamed('Looker', { policies: [allow('servicecatalog:DescribeRecord')] }));
      },
    });
    const [Id] = await launched(open, ['news']);
    const looker = catalogOf(open, { account: HUB, role: 'Looker' });

    const record = await looker.send(new DescribeRecordCommand({ Id }));
    const search = looker.send(new DescribeProvisionedProductCommand({ Name: 'news' }));

    expect(record.RecordDetail?.RecordId).toBe(Id);
    await expect(search).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining('not authorized to perform: servicecatalog:DescribeProvisionedProduct'),
    });
  });
});
