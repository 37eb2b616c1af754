import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import {
  AssociatePrincipalWithPortfolioCommand,
  AssociateProductWithPortfolioCommand,
  AssociateTagOptionWithResourceCommand,
  CreateConstraintCommand,
  CreatePortfolioCommand,
  CreatePortfolioShareCommand,
  CreateProductCommand,
  CreateProvisioningArtifactCommand,
  CreateTagOptionCommand,
  DescribeProvisionedProductCommand,
  DescribeRecordCommand,
  ProvisionProductCommand,
  ServiceCatalogClient,
} from '@aws-sdk/client-service-catalog';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { describe, expect, it } from '@jest/globals';
import { entryOf, sweepAt, withPlace } from './a-journey.ts';
import { anOrganization, HUB, REGION } from './an-organization.ts';
import type { SimulatedPlace } from '../../packages/cli/src/places/simulated.ts';

const SPOKE = '500000000003';
const TEMPLATE = `
Parameters:
  DBName: { Type: String }
Resources:
  Database:
    Type: AWS::RDS::DBInstance
    Properties: { Engine: mysql, EngineVersion: 8.0.36, DBName: !Ref DBName }
`;

/** Settings of a client with the keys of somebody who may do everything in an account. */
function developerOf(account: string, { simulated, endpoint }: SimulatedPlace) {
  return {
    region: REGION,
    endpoint,
    forcePathStyle: true,
    credentials: simulated.credentialsFor({ account, roleName: 'Developer' }),
  };
}

function version(name: string) {
  return {
    Name: name,
    Type: 'CLOUD_FORMATION_TEMPLATE' as const,
    Info: { LoadTemplateFromURL: `https://templates.s3.amazonaws.com/${name}.yaml` },
  };
}

/** Templates, portfolio, product, launch constraint, principals, share and opt-in, all through the API. Returns the product's id. */
async function publish(place: SimulatedPlace): Promise<string> {
  const s3 = new S3Client(developerOf(HUB, place));
  await s3.send(new CreateBucketCommand({ Bucket: 'templates' }));
  await s3.send(new PutObjectCommand({ Bucket: 'templates', Key: 'v1.yaml', Body: TEMPLATE }));
  await s3.send(
    new PutObjectCommand({ Bucket: 'templates', Key: 'v2.yaml', Body: TEMPLATE.replace('8.0.36', '8.4.3') }),
  );

  const hub = new ServiceCatalogClient(developerOf(HUB, place));
  const portfolio = await hub.send(new CreatePortfolioCommand({ DisplayName: 'Databases', ProviderName: 'Platform' }));
  const PortfolioId = portfolio.PortfolioDetail?.Id ?? '';
  const product = await hub.send(
    new CreateProductCommand({
      Name: 'MySQL-RDS',
      Owner: 'Platform',
      ProductType: 'CLOUD_FORMATION_TEMPLATE',
      ProvisioningArtifactParameters: version('v1'),
    }),
  );
  const ProductId = product.ProductViewDetail?.ProductViewSummary?.ProductId ?? '';
  await hub.send(new AssociateProductWithPortfolioCommand({ PortfolioId, ProductId }));
  const Parameters = JSON.stringify({ LocalRoleName: 'ServiceCatalogLaunch' });
  await hub.send(new CreateConstraintCommand({ PortfolioId, ProductId, Type: 'LAUNCH', Parameters }));
  for (const name of ['Developer', 'catalog-sweep/CatalogSweep*']) {
    const PrincipalARN = `arn:aws:iam:::role/${name}`;
    await hub.send(
      new AssociatePrincipalWithPortfolioCommand({ PortfolioId, PrincipalARN, PrincipalType: 'IAM_PATTERN' }),
    );
  }
  await hub.send(
    new CreatePortfolioShareCommand({
      PortfolioId,
      OrganizationNode: { Type: 'ORGANIZATION', Value: 'o-journey0001' },
      ShareTagOptions: true,
      SharePrincipals: true,
    }),
  );
  const option = await hub.send(new CreateTagOptionCommand({ Key: 'AutoUpdateProvisionedProduct', Value: 'true' }));
  await hub.send(
    new AssociateTagOptionWithResourceCommand({ ResourceId: ProductId, TagOptionId: option.TagOptionDetail?.Id }),
  );
  return ProductId;
}

/** Somebody in the spoke launches v1, and waits until it is there. */
async function launch(place: SimulatedPlace): Promise<string> {
  const spoke = new ServiceCatalogClient(developerOf(SPOKE, place));
  const { RecordDetail } = await spoke.send(
    new ProvisionProductCommand({
      ProductName: 'MySQL-RDS',
      ProvisioningArtifactName: 'v1',
      ProvisionedProductName: 'blog-db',
      ProvisioningParameters: [{ Key: 'DBName', Value: 'blog' }],
    }),
  );
  for (;;) {
    await place.clock.sleep(60_000);
    const { RecordDetail: record } = await spoke.send(new DescribeRecordCommand({ Id: RecordDetail?.RecordId }));
    if (record?.Status === 'SUCCEEDED') return RecordDetail?.ProvisionedProductId ?? '';
    if (record?.Status === 'FAILED') throw new Error(record.RecordErrors?.[0]?.Description);
  }
}

describe('the story of the blog post, through the API from nothing', () => {
  it('a product that fell behind is swept to its new version, and keeps its parameters', async () => {
    // Those who launched something before are the people of these accounts.
    const organisation = anOrganization()
      .withAccount('team')
      .withProduct('Something')
      .withTagOption({ key: 'CostCentre', value: '4711', products: ['Something'] })
      .withProvisionedProduct('old-hub', 'hub')
      .withProvisionedProduct('old-team', 'team')
      .build();

    await withPlace(organisation, async (place, stateDirectory) => {
      const { id, v2 } = await place.clock.task(async () => {
        const productId = await publish(place);
        const launched = await launch(place);
        const hub = new ServiceCatalogClient(developerOf(HUB, place));
        const made = await hub.send(
          new CreateProvisioningArtifactCommand({ ProductId: productId, Parameters: version('v2') }),
        );
        return { id: launched, v2: made.ProvisioningArtifactDetail?.Id };
      });

      const { entries } = await sweepAt(place, stateDirectory, {
        accounts: [SPOKE],
        provisionedProducts: ['blog-db'],
      });

      const spoke = new ServiceCatalogClient(developerOf(SPOKE, place));
      const look = await spoke.send(new DescribeProvisionedProductCommand({ Id: id }));
      const entry = entryOf(entries, 'blog-db');
      const cloudFormation = new CloudFormationClient(developerOf(SPOKE, place));
      const { Stacks } = await cloudFormation.send(new DescribeStacksCommand({ StackName: entry.StackName ?? '' }));
      expect(look.ProvisionedProductDetail).toMatchObject({ Status: 'AVAILABLE', ProvisioningArtifactId: v2 });
      expect(Stacks?.[0]?.Parameters).toEqual([{ ParameterKey: 'DBName', ParameterValue: 'blog' }]);
      expect(entry).toMatchObject({
        AutoUpdateProvisionedProduct: 'true',
        Outcome: 'UPDATED',
        OptedInBy: 'shared',
        ProvisionedVersionName: 'v1',
        LatestVersionName: 'v2',
        UpdateStatus: 'SUCCEEDED',
        LaunchedBy: `arn:aws:iam::${SPOKE}:role/Developer`,
      });
    });
  });
});
