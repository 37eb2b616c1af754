import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import {
  CreateProvisioningArtifactCommand,
  DescribeRecordCommand,
  SearchProductsAsAdminCommand,
  ServiceCatalogClient,
  TerminateProvisionedProductCommand,
} from '@aws-sdk/client-service-catalog';
import { sweepIdAt } from '@catalog-sweep/core';
import { withHub, type HubInUse } from '../cli/a-deployed-hub.ts';
import { anOrganization, HUB, REGION, templateOf, twoVersions } from '../journeys/an-organization.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Ids of the accounts, in the order in which they are made. */
export const SHOP = '500000000003';
export const PLAY = '500000000004';

/**
 * Three databases in production and two in a sandbox, a cache that nobody opted in, and an account that no sweep can reach. Database has the versions 1.0.0
 * and 2.0.0.
 */
const ORGANISATION = anOrganization()
  .withOrganizationalUnit('Workloads')
  .withOrganizationalUnit('Sandbox')
  .withAccount('shop', { organizationalUnit: 'Workloads' })
  .withAccount('play', { organizationalUnit: 'Sandbox' })
  .withAccount('bare', { organizationalUnit: 'Workloads', spokeRoles: 'none' })
  .withProduct('Database')
  .withProduct('Cache', twoVersions())
  .withProvisionedProducts(3, 'db', 'shop')
  .withProvisionedProducts(2, 'play-db', 'play')
  .withProvisionedProduct('cache', 'hub', { product: 'Cache' })
  .withTagOption({ products: ['Database'] })
  .build();

/** What was done in which week, counted from 1: before its sweep, or by it. */
export const STORY = {
  sweeps: 20,
  /** The first sweep that updates; those before only report, and so do the last ones. */
  firstUpdate: 4,
  lastUpdate: 18,
  /** 3.0.0 is published, which fails wherever it is tried: three times, and then it is quarantined. */
  bad: 9,
  /** 3.0.1 is published, which works. */
  good: 12,
  /** One of the sandbox's databases is terminated. */
  terminated: 16,
  /** 4.0.0 is published, three days before the sweep. */
  late: 19,
} as const;

/** Sweeps once a week for twenty weeks while versions are published, and leaves the logs in the state folder. */
export async function sweepForTwentyWeeks(stateDirectory: string): Promise<void> {
  await withHub(
    ORGANISATION,
    async (use) => {
      const owner = new ServiceCatalogClient(developerOf(HUB, use));
      await makeTemplates(use);
      const begin = use.clock.now();
      for (let week = 1; week <= STORY.sweeps; week += 1) {
        const sweepAt = begin + week * 7 * DAY;
        await use.clock.sleep(sweepAt - 3 * DAY - use.clock.now());
        if (week === STORY.bad) await publish('3.0.0', owner);
        if (week === STORY.good) await publish('3.0.1', owner);
        if (week === STORY.late) await publish('4.0.0', owner);
        if (week === STORY.terminated) await terminate('play-db-02', use);
        await use.clock.sleep(sweepAt - use.clock.now());
        const mode = week >= STORY.firstUpdate && week <= STORY.lastUpdate ? 'update' : 'report';
        const hash = String(week).padStart(8, '0');
        await use.ended(await use.start(sweepIdAt(use.clock.now(), hash), { mode }));
      }
      owner.destroy();
    },
    { stateDirectory },
  );
}

function developerOf(account: string, { hub: { simulated }, endpoint }: HubInUse) {
  const credentials = simulated.credentialsFor({ account, roleName: 'Developer' });
  return { region: REGION, endpoint, forcePathStyle: true, credentials };
}

const FAILS = { failures: [{ share: 1, resource: 'Queue', reason: 'the retention period 3 is not allowed' }] };

async function makeTemplates(use: HubInUse): Promise<void> {
  const s3 = new S3Client(developerOf(HUB, use));
  await s3.send(new CreateBucketCommand({ Bucket: 'templates' }));
  const templates = {
    '3.0.0': templateOf({ retention: 3, behaviour: FAILS }),
    '3.0.1': templateOf({ retention: 31 }),
    '4.0.0': templateOf({ retention: 4 }),
  };
  for (const [name, Body] of Object.entries(templates)) {
    await s3.send(new PutObjectCommand({ Bucket: 'templates', Key: `${name}.json`, Body }));
  }
  s3.destroy();
}

async function publish(name: string, owner: ServiceCatalogClient): Promise<void> {
  const { ProductViewDetails: products = [] } = await owner.send(new SearchProductsAsAdminCommand({}));
  const database = products.find(({ ProductViewSummary: summary }) => summary?.Name === 'Database');
  await owner.send(
    new CreateProvisioningArtifactCommand({
      ProductId: database?.ProductViewSummary?.ProductId,
      IdempotencyToken: `version-${name.replaceAll('.', '-')}`,
      Parameters: {
        Name: name,
        Type: 'CLOUD_FORMATION_TEMPLATE',
        Info: { LoadTemplateFromURL: `https://templates.s3.amazonaws.com/${name}.json` },
      },
    }),
  );
}

async function terminate(name: string, use: HubInUse): Promise<void> {
  const spoke = new ServiceCatalogClient(developerOf(PLAY, use));
  const { RecordDetail: asked } = await spoke.send(
    new TerminateProvisionedProductCommand({ ProvisionedProductName: name, TerminateToken: name }),
  );
  for (;;) {
    await use.clock.sleep(MINUTE);
    const { RecordDetail: record } = await spoke.send(new DescribeRecordCommand({ Id: asked?.RecordId }));
    if (record?.Status === 'SUCCEEDED') break;
    if (record?.Status === 'FAILED') throw new Error(`${name} was not terminated`);
  }
  spoke.destroy();
}
