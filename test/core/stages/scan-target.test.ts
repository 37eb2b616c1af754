import { describe, expect, it, test } from '@jest/globals';
import {
  type CatalogueProduct,
  scanTarget,
  ScanPart,
  type SweepConfiguration,
  type SweepRequest,
  workKeys,
} from '@catalog-sweep/core';
import { aSweep, aTarget, SWEEP_ID, SWEEP_START } from '../builders.ts';
import { aCatalogueProduct, aVersion } from '../catalogue-builders.ts';
import { refuse, type Script } from '../scripted-spokes.ts';
import { aStage, type Stage } from '../stage.ts';

const target = aTarget();
const event = { contractVersion: 1 as const, sweepId: SWEEP_ID, wave: 'rest', target, cursor: null };
const stackId = 'arn:aws:cloudformation:eu-west-1:111122223333:stack/SC-111122223333-pp-1/abc';
const optIn = { Id: 'tag-1', Key: 'AutoUpdateProvisionedProduct', Value: 'true', Active: true };

/** A provisioned product as SearchProvisionedProducts has it: it runs pa-1, and nothing is wrong with it. */
function found(parts: object = {}) {
  return {
    Id: 'pp-1',
    Name: 'orders-db',
    Type: 'CFN_STACK',
    Status: 'AVAILABLE',
    ProductId: 'prod-mysql',
    ProductName: 'MySQL-RDS',
    ProvisioningArtifactId: 'pa-1',
    ProvisioningArtifactName: '1.0.0',
    PhysicalId: stackId,
    LastRecordId: 'rec-1',
    LastProvisioningRecordId: 'rec-1',
    LastSuccessfulProvisioningRecordId: 'rec-1',
    UserArn: 'arn:aws:iam::111122223333:role/Developer',
    ...parts,
  };
}

const launched = {
  RecordId: 'rec-1',
  RecordType: 'PROVISION_PRODUCT',
  Status: 'SUCCEEDED',
  ProvisioningArtifactId: 'pa-1',
  PathId: 'lp-1',
  LaunchRoleArn: 'arn:aws:iam::111122223333:role/Launch',
};

const failedUpdate = {
  RecordId: 'rec-2',
  RecordType: 'UPDATE_PROVISIONED_PRODUCT',
  Status: 'FAILED',
  ProvisioningArtifactId: 'pa-2',
  UpdatedTime: new Date(SWEEP_START),
  RecordErrors: [{ Code: '1', Description: 'engine cannot go back' }],
};

/** A spoke with one provisioned product that is behind, opted in and ready for its update. */
const ready: Script = {
  ListTagOptions: () => ({ TagOptionDetails: [optIn] }),
  ListResourcesForTagOption: () => ({ ResourceDetails: [{ Id: 'prod-mysql' }] }),
  SearchProvisionedProducts: () => ({ ProvisionedProducts: [found()] }),
  DescribeStacks: () => ({
    Stacks: [
      {
        StackId: stackId,
        StackName: 'SC-111122223333-pp-1',
        StackStatus: 'UPDATE_COMPLETE',
        Parameters: [{ ParameterKey: 'Size' }],
      },
    ],
  }),
  DescribeRecord: ({ Id }) => ({ RecordDetail: Id === 'rec-2' ? failedUpdate : launched }),
  ListLaunchPaths: () => ({ LaunchPathSummaries: [{ Id: 'lp-1', Name: 'Databases' }] }),
};

const having = (parts: object): Script => ({
  SearchProvisionedProducts: () => ({ ProvisionedProducts: [found(parts)] }),
});

/** What a test's scan has else than the one that is ready. */
interface ScanParts {
  readonly script?: Script;
  readonly products?: readonly CatalogueProduct[];
  readonly configuration?: Partial<SweepConfiguration>;
  readonly request?: Partial<SweepRequest>;
  readonly failure?: string | null;
  readonly tagOptionsMigrated?: boolean;
}

function aScan({
  script = {},
  products = [aCatalogueProduct()],
  configuration = {},
  request = {},
  failure = null,
  tagOptionsMigrated = true,
}: ScanParts = {}): Stage {
  const asked: SweepRequest = {
    contractVersion: 1,
    trigger: 'request',
    mode: 'update',
    retryFailed: false,
    fix: false,
    ...request,
  };
  const stage = aStage({ sweep: aSweep({ configuration, request: asked }), script: { ...ready, ...script } });
  stage.work.putJson(workKeys.catalogue(SWEEP_ID, target.region), {
    region: target.region,
    products,
    failure,
    tagOptionsMigrated,
  });
  return stage;
}

function partOf(stage: Stage, number = 0): ScanPart {
  return ScanPart.parse(stage.work.json(workKeys.scanPart(SWEEP_ID, 'rest', target, number)));
}

async function scanned(stage: Stage) {
  await scanTarget(event, stage.context);
  const [product] = partOf(stage).products;
  if (product === undefined) throw new Error('nothing was scanned');
  return product;
}

describe('scanning a target', () => {
  it('plans the update of what is behind and ready, with every fact in its log entry', async () => {
    const stage = aScan();

    const { entry, update } = await scanned(stage);

    expect(update).toEqual({
      account: '111122223333',
      region: 'eu-west-1',
      provisionedProductId: 'pp-1',
      provisionedProductName: 'orders-db',
      productId: 'prod-mysql',
      productName: 'MySQL-RDS',
      from: { id: 'pa-1', name: '1.0.0' },
      to: { id: 'pa-2', name: '2.0.0' },
      pathId: 'lp-1',
      keepParameters: ['Size'],
      lastRecordId: 'rec-1',
      updateToken: expect.stringMatching(/^cs-[0-9a-f]{64}$/),
      stackId,
    });
    expect(entry).toMatchObject({
      AutoUpdateProvisionedProduct: 'true',
      LaunchedBy: 'arn:aws:iam::111122223333:role/Developer',
      StackName: 'SC-111122223333-pp-1',
      LatestVersionId: 'pa-2',
      LatestVersionName: '2.0.0',
      ProvisionedVersion: 'pa-1',
      ProvisionedVersionName: '1.0.0',
      ScannedTime: '2026-11-26 22:10:00.000',
      Outcome: 'UPDATE_AVAILABLE',
      Outdated: true,
      VersionsBehind: 1,
      OptedInBy: 'spoke',
      LaunchRoleArn: 'arn:aws:iam::111122223333:role/Launch',
      UpdateStatus: null,
      UpdateTimestamp: null,
    });
  });

  it('promise 11: makes three calls for a page of which nothing is behind', async () => {
    const stage = aScan({ script: having({ ProvisioningArtifactId: 'pa-2', ProvisioningArtifactName: '2.0.0' }) });

    const { entry } = await scanned(stage);

    expect(entry.Outcome).toBe('UP_TO_DATE');
    expect(stage.spokes.calls.map(({ operation }) => operation)).toEqual([
      'ListTagOptions',
      'ListResourcesForTagOption',
      'SearchProvisionedProducts',
    ]);
  });

  it('promise 11: asks for the launch paths of a product once, however many were launched from it', async () => {
    const stage = aScan({
      script: { SearchProvisionedProducts: () => ({ ProvisionedProducts: [found(), found({ Id: 'pp-2' })] }) },
    });

    await scanTarget(event, stage.context);

    expect(partOf(stage).products).toHaveLength(2);
    expect(stage.spokes.callsOf('ListLaunchPaths')).toHaveLength(1);
  });

  it('calls the spoke with the role that can only read', async () => {
    const stage = aScan();

    await scanTarget(event, stage.context);

    expect(new Set(stage.spokes.calls.map(({ access }) => access))).toEqual(new Set(['read']));
  });
});

interface Case {
  readonly outcome: string;
  readonly name: string;
  readonly asked: ScanParts;
}

describe('the outcomes of a scan, in their order', () => {
  const rollbackFailed: Script = {
    DescribeStacks: () => ({ Stacks: [{ StackId: stackId, StackName: 'SC', StackStatus: 'UPDATE_ROLLBACK_FAILED' }] }),
  };
  const hold = { Tags: [{ Key: 'catalog-sweep', Value: 'hold' }] };
  const notOptedIn: Script = { ListTagOptions: () => ({}), DescribeProductAsAdmin: () => ({ TagOptions: [] }) };

  const cases: readonly Case[] = [
    { outcome: 'UNDER_CHANGE', name: 'it is being changed', asked: { script: having({ Status: 'UNDER_CHANGE' }) } },
    { outcome: 'UNDER_CHANGE', name: 'it is being planned', asked: { script: having({ Status: 'PLAN_IN_PROGRESS' }) } },
    { outcome: 'IN_ERROR', name: 'its status is ERROR', asked: { script: having({ Status: 'ERROR' }) } },
    { outcome: 'IN_ERROR', name: 'promise 3: its stack cannot be updated', asked: { script: rollbackFailed } },
    {
      outcome: 'IN_ERROR',
      name: 'its stack is in error, and it is held',
      asked: { script: { ...rollbackFailed, ...having(hold) } },
    },
    {
      outcome: 'PRODUCT_NOT_FOUND',
      name: 'neither hub nor spoke know its product',
      asked: { products: [], script: { ListProvisioningArtifacts: () => refuse('NOT_FOUND') } },
    },
    {
      outcome: 'PRODUCT_NOT_FOUND',
      name: 'the hub has its product, and the spoke no longer sees it',
      asked: { script: { ListTagOptions: () => ({}), DescribeProductAsAdmin: () => refuse('NOT_FOUND') } },
    },
    {
      outcome: 'PRODUCT_NOT_FOUND',
      name: 'promise 4: the parameters of the newest version could not be read, so none could be kept',
      asked: { products: [aCatalogueProduct({ newestParameters: null })] },
    },
    {
      outcome: 'NO_ACTIVE_VERSION',
      name: 'no version is eligible',
      asked: { products: [aCatalogueProduct({ versions: [aVersion({ active: false })] })] },
    },
    { outcome: 'OPTED_OUT', name: 'promise 7: a hold wins over an opt-in', asked: { script: having(hold) } },
    {
      outcome: 'OPTED_OUT',
      name: 'it is held and not opted in',
      asked: { script: { ...notOptedIn, ...having(hold) } },
    },
    { outcome: 'NOT_OPTED_IN', name: 'nobody opted in', asked: { script: notOptedIn } },
    {
      outcome: 'NOT_OPTED_IN',
      name: 'nobody opted in, and its type is another',
      asked: { script: { ...notOptedIn, ...having({ Type: 'EXTERNAL' }) } },
    },
    {
      outcome: 'UNSUPPORTED_TYPE',
      name: 'promise 8: its type is another',
      asked: { script: having({ Type: 'TERRAFORM_CLOUD' }) },
    },
    {
      outcome: 'UNSUPPORTED_TYPE',
      name: 'promise 8: it is an account of Control Tower',
      asked: { script: having({ ProductName: 'AWS Control Tower Account Factory' }) },
    },
    {
      outcome: 'WOULD_DOWNGRADE',
      name: 'promise 2: the newest by time is lower',
      asked: {
        products: [
          aCatalogueProduct({
            versions: [aVersion({ name: '3.0.0' }), aVersion({ id: 'pa-2', name: '2.0.0', createdAt: 2e9 })],
          }),
        ],
      },
    },
    {
      outcome: 'NO_LAUNCH_PATH',
      name: 'promise 5: there is no path',
      asked: { script: { ListLaunchPaths: () => refuse('NOT_FOUND'), DescribeProductAsAdmin: () => ({}) } },
    },
    {
      outcome: 'AMBIGUOUS_LAUNCH_PATH',
      name: 'promise 5: its path is gone, and there are two others',
      asked: {
        script: {
          ListLaunchPaths: () => ({
            LaunchPathSummaries: [
              { Id: 'lp-8', Name: 'A' },
              { Id: 'lp-9', Name: 'B' },
            ],
          }),
        },
      },
    },
    {
      outcome: 'NEEDS_PARAMETERS',
      name: 'promise 4: a new key has no default',
      asked: { products: [aCatalogueProduct({ newestParameters: [{ key: 'Owner', hasDefault: false }] })] },
    },
    {
      outcome: 'NEEDS_PARAMETERS',
      name: 'promise 4: without a stack, its old version is gone, so nobody knows what to keep',
      asked: {
        configuration: { updateTypes: ['CFN_STACKSET' as const] },
        script: { ...having({ Type: 'CFN_STACKSET' }), DescribeProvisioningArtifact: () => refuse('NOT_FOUND') },
      },
    },
    {
      outcome: 'HELD',
      name: 'promise 10: the last update to this version failed',
      asked: {
        script: having({ Status: 'TAINTED', ProvisioningArtifactId: 'pa-2', LastProvisioningRecordId: 'rec-2' }),
      },
    },
  ];

  test.each(cases)('$outcome: $name', async ({ outcome, asked }) => {
    const stage = aScan(asked);

    const { entry, update } = await scanned(stage);

    expect(entry.Outcome).toBe(outcome);
    expect(entry.Reason).not.toBeNull();
    expect(update).toBeNull();
  });
});

describe('promise 3: a tainted provisioned product', () => {
  it('runs the version of its last success, not the one that an update failed to reach', async () => {
    const tainted = { Status: 'TAINTED', ProvisioningArtifactId: 'pa-2', ProvisioningArtifactName: '2.0.0' };
    const stage = aScan({ script: having(tainted) });

    const { entry } = await scanned(stage);

    expect(entry).toMatchObject({ ProvisionedVersion: 'pa-1', ProvisionedVersionName: '1.0.0', Outdated: true });
  });

  it('is behind by nobody knows how much when the record of its last success is gone', async () => {
    const tainted = { Status: 'TAINTED', ProvisioningArtifactId: 'pa-2' };
    const stage = aScan({ script: { ...having(tainted), DescribeRecord: () => refuse('NOT_FOUND') } });

    const { entry } = await scanned(stage);

    expect(entry).toMatchObject({ ProvisionedVersion: null, Outdated: true, VersionsBehind: null });
  });

  it('promise 10: is tried again when somebody asks for it', async () => {
    const tainted = { Status: 'TAINTED', ProvisioningArtifactId: 'pa-2', LastProvisioningRecordId: 'rec-2' };
    const stage = aScan({ script: having(tainted), request: { retryFailed: true } });

    const { update } = await scanned(stage);

    expect(update?.to.id).toBe('pa-2');
  });
});

describe('a retry', () => {
  const foundTwo: Script = {
    SearchProvisionedProducts: () => ({ ProvisionedProducts: [found(), found({ Id: 'pp-2', Name: 'billing-db' })] }),
  };

  test.each([
    { name: 'looks at the provisioned products that it names alone', provisionedProducts: ['pp-2'], seen: ['pp-2'] },
    { name: 'looks at a whole target where that was left', provisionedProducts: null, seen: ['pp-1', 'pp-2'] },
  ])('$name', async ({ provisionedProducts, seen }) => {
    const { account, region } = target;
    const retry = { sweepId: SWEEP_ID, targets: [{ account, region, provisionedProducts }] };
    const stage = aScan({ script: foundTwo, request: { retry } });

    await scanTarget(event, stage.context);

    expect(partOf(stage).products.map(({ entry }) => entry.ProvisionedProductId)).toEqual(seen);
  });
});

describe('promise 7: opt-in', () => {
  it('counts as shared only when the spoke shows the TagOption of the hub', async () => {
    const stage = aScan({
      products: [aCatalogueProduct({ hubOptedIn: true, sharedBy: ['port-1'] })],
      script: {
        ListTagOptions: () => ({}),
        DescribeProductAsAdmin: ({ SourcePortfolioId }) => ({
          TagOptions: SourcePortfolioId === 'port-1' ? [optIn] : [],
        }),
      },
    });

    const { entry } = await scanned(stage);

    expect(entry.OptedInBy).toBe('shared');
  });

  it('does not count when the TagOption is not active', async () => {
    const stage = aScan({
      script: {
        ListTagOptions: () => ({}),
        DescribeProductAsAdmin: () => ({ TagOptions: [{ ...optIn, Active: false }] }),
      },
    });

    const { entry } = await scanned(stage);

    expect(entry.Outcome).toBe('NOT_OPTED_IN');
  });

  it('is known from the hub alone where TagOptions were never migrated, with a note that says the remedy', async () => {
    const stage = aScan({
      products: [aCatalogueProduct({ hubOptedIn: true })],
      configuration: { optIn: ['hub'] },
      script: { ListTagOptions: () => refuse('TAG_OPTIONS_NOT_MIGRATED') },
    });

    const { entry } = await scanned(stage);

    expect(entry.OptedInBy).toBe('hub');
    expect(partOf(stage).notes).toEqual([expect.stringContaining('migrate them once in the Service Catalog console')]);
  });

  it('cannot come from a hub whose TagOptions were never migrated, which is noted', async () => {
    const stage = aScan({ tagOptionsMigrated: false });

    await scanned(stage);

    expect(partOf(stage).notes).toEqual([expect.stringContaining("the hub's TagOptions were never migrated")]);
  });
});

describe('pages', () => {
  const pages: Script = {
    SearchProvisionedProducts: ({ PageToken }) =>
      PageToken === undefined
        ? { ProvisionedProducts: [found()], NextPageToken: 'page-2' }
        : { ProvisionedProducts: [found({ Id: 'pp-2' })] },
  };

  it('are all followed, each to its part, an empty one with a token too', async () => {
    const stage = aScan({
      script: {
        SearchProvisionedProducts: ({ PageToken }) =>
          PageToken === undefined ? { NextPageToken: 'page-2' } : { ProvisionedProducts: [found()] },
      },
    });

    const result = await scanTarget(event, stage.context);

    expect(result).toEqual({ more: false, cursor: null });
    expect([partOf(stage, 0), partOf(stage, 1)].map(({ last, products }) => [last, products.length])).toEqual([
      [false, 0],
      [true, 1],
    ]);
  });

  it('stop near the deadline with a cursor, from which the scan goes on', async () => {
    const stage = aScan({ script: pages });
    const soon = { ...stage.context, deadline: stage.clock.now() + 60_000 };

    const first = await scanTarget(event, soon);
    const second = await scanTarget({ ...event, cursor: first.cursor }, soon);

    expect(first).toEqual({ more: true, cursor: { pageToken: 'page-2', part: 1 } });
    expect(second).toEqual({ more: false, cursor: null });
    expect(partOf(stage, 1).products.map(({ entry }) => entry.ProvisionedProductId)).toEqual(['pp-2']);
  });

  it('are written the same when the scan is repeated', async () => {
    const stage = aScan({ script: pages });
    await scanTarget(event, stage.context);
    const once = new Map(stage.work.objects);

    await scanTarget(event, stage.context);

    expect(stage.work.objects).toEqual(once);
  });

  test.each([
    { name: 'products by name', request: { products: ['MySQL-RDS'] }, count: 1 },
    { name: 'other products', request: { products: ['Network'] }, count: 0 },
    { name: 'provisioned products by name', request: { provisionedProducts: ['orders-db'] }, count: 1 },
    { name: 'provisioned products by id', request: { provisionedProducts: ['pp-1'] }, count: 1 },
    { name: 'other provisioned products', request: { provisionedProducts: ['pp-9'] }, count: 0 },
  ])('hold only what the request is narrowed to: $name', async ({ request, count }) => {
    const stage = aScan({ request });

    await scanTarget(event, stage.context);

    expect(partOf(stage).products).toHaveLength(count);
  });
});

describe('promise 1: a target that is not called', () => {
  it('is one whose account is not active', async () => {
    const stage = aScan();

    const scan = scanTarget({ ...event, target: aTarget({ accountState: 'SUSPENDED' }) }, stage.context);

    await expect(scan).rejects.toMatchObject({
      name: 'CatalogSweep.ACCOUNT_NOT_ACTIVE',
      message: 'the state of the account is SUSPENDED',
    });
    expect(stage.spokes.calls).toEqual([]);
  });

  it('is any, once the sweep was stopped', async () => {
    const stage = aScan();
    stage.work.putJson(workKeys.stop(SWEEP_ID), { requestedAt: SWEEP_START, reason: 'Ctrl-C' });

    const scan = scanTarget(event, stage.context);

    await expect(scan).rejects.toMatchObject({ name: 'CatalogSweep.SWEEP_STOPPED' });
    expect(stage.spokes.calls).toEqual([]);
  });

  it('fails with the error of AWS when its role cannot be assumed', async () => {
    const stage = aScan({ script: { AssumeRole: () => refuse('ROLE_NOT_ASSUMABLE') } });

    const scan = scanTarget(event, stage.context);

    await expect(scan).rejects.toThrow(expect.objectContaining({ kind: 'ROLE_NOT_ASSUMABLE' }));
  });
});
