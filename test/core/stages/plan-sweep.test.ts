import { describe, expect, it, test } from '@jest/globals';
import {
  Catalogue,
  planSweep,
  type PlanSweepEvent,
  Sweep,
  SweepConfiguration,
  type SweepId,
  workKeys,
} from '@catalog-sweep/core';
import { SWEEP_ID, SWEEP_START } from '../builders.ts';
import { ScriptedHub } from '../scripted-hub.ts';
import { refuse, type Script } from '../scripted-spokes.ts';
import { aStage } from '../stage.ts';

const HOUR = 3_600_000;
const EARLIER = '20261119T220000Z-0badcafe';

const event: PlanSweepEvent = {
  contractVersion: 1,
  executionName: SWEEP_ID,
  startedAt: '2026-11-26T22:00:00.000Z',
  request: { contractVersion: 1, trigger: 'request', mode: 'report', retryFailed: false, fix: false },
};
const scheduled: PlanSweepEvent = { ...event, request: { ...event.request, trigger: 'schedule' } };

const configuration = SweepConfiguration.parse({
  logS3Bucket: 'logs',
  targets: { regions: ['eu-north-1', 'eu-west-1'] },
});

/** Of each portfolio, whether it shares its TagOptions. */
const SHARES: Readonly<Record<string, object>> = {
  'port-shared': { PortfolioShareDetails: [{ ShareTagOptions: true }] },
  'port-quiet': { PortfolioShareDetails: [{ ShareTagOptions: false }] },
};

/** An organisation with an account in an OU and one below the root, and a hub with two products. */
const organisation: Script = {
  GetCallerIdentity: () => ({ Account: '999999999999', Arn: 'arn:aws-us-gov:sts::999999999999:assumed-role/Plan/x' }),
  DescribeOrganization: () => ({ Organization: { Id: 'o-example123' } }),
  ListRoots: () => ({ Roots: [{ Id: 'r-ab12', Name: 'Root' }] }),
  ListOrganizationalUnitsForParent: ({ ParentId }) =>
    ParentId === 'r-ab12' ? { OrganizationalUnits: [{ Id: 'ou-ab12-11111111', Name: 'Workloads' }] } : {},
  ListAccountsForParent: ({ ParentId, NextToken }) => {
    if (ParentId !== 'r-ab12') return { Accounts: [{ Id: '111122223333', Name: 'Shop', State: 'ACTIVE' }] };
    if (NextToken === undefined) return { Accounts: [], NextToken: 'after an empty page' };
    return { Accounts: [{ Id: '999999999999', Name: 'Hub', Status: 'ACTIVE', State: 'SUSPENDED' }] };
  },
  ListTagOptions: () => ({ TagOptionDetails: [{ Id: 'tag-1' }] }),
  ListResourcesForTagOption: () => ({ ResourceDetails: [{ Id: 'prod-mysql' }] }),
  SearchProductsAsAdmin: ({ PageToken }) =>
    PageToken === undefined
      ? { ProductViewDetails: [{ ProductViewSummary: { ProductId: 'prod-net', Name: 'Network' } }], NextPageToken: '2' }
      : { ProductViewDetails: [{ ProductViewSummary: { ProductId: 'prod-mysql', Name: 'MySQL-RDS' } }] },
  ListProvisioningArtifacts: () => ({
    ProvisioningArtifactDetails: [{ Id: 'pa-1', Name: '1.0.0', CreatedTime: new Date(SWEEP_START), Active: true }],
  }),
  DescribeProvisioningArtifact: () => ({
    ProvisioningArtifactParameters: [{ ParameterKey: 'Size', DefaultValue: '' }, { ParameterKey: 'Owner' }],
  }),
  ListPortfoliosForProduct: () => ({
    PortfolioDetails: [{ Id: 'port-quiet' }, { Id: 'port-shared' }, { Id: 'port-imported' }],
  }),
  DescribePortfolioShares: ({ PortfolioId }) => SHARES[String(PortfolioId)] ?? refuse('NOT_FOUND'),
};

function aPlan(script: Script = {}) {
  const stage = aStage({ sweep: undefined });
  const aws = new ScriptedHub({ ...organisation, ...script });
  return { ...stage, aws, context: { ...stage.context, aws } };
}

describe('planning a sweep', () => {
  it('writes targets, catalogues and settings, and says where', async () => {
    const { context, work } = aPlan();

    const result = await planSweep(event, configuration, context);

    expect(result).toEqual({
      kind: 'planned',
      sweepId: SWEEP_ID,
      mode: 'report',
      fix: false,
      scanConcurrency: 40,
      workBucket: 'work',
      waves: [{ name: 'all', key: workKeys.wave(SWEEP_ID, 'all'), targets: 4 }],
    });
    expect(Sweep.parse(work.json(workKeys.sweep(SWEEP_ID)))).toMatchObject({
      startedAt: SWEEP_START,
      hub: { account: '999999999999', partition: 'aws-us-gov', organizationId: 'o-example123' },
    });
  });

  it('promise 12: follows empty pages, and takes the state of an account from State, never from Status', async () => {
    const { context, work } = aPlan();

    await planSweep(event, configuration, context);

    const targets = work.lines(workKeys.wave(SWEEP_ID, 'all'));
    expect(targets).toEqual([
      expect.objectContaining({
        account: '111122223333',
        region: 'eu-north-1',
        accountState: 'ACTIVE',
        organizationalUnit: 'Workloads',
      }),
      expect.objectContaining({ account: '111122223333', region: 'eu-west-1' }),
      expect.objectContaining({ account: '999999999999', region: 'eu-north-1', accountState: 'SUSPENDED' }),
      expect.objectContaining({ account: '999999999999', region: 'eu-west-1' }),
    ]);
  });

  it('promise 11: reads the organisation once, however many Regions there are', async () => {
    const { context, aws } = aPlan();

    await planSweep(event, configuration, context);

    expect(aws.hubCallsOf('ListRoots')).toHaveLength(1);
    expect(aws.hubCallsOf('ListTagOptions')).toHaveLength(configuration.targets.regions.length);
  });

  it('reads the catalogue of the hub: versions, parameters of the newest, opt-in, and who shares it', async () => {
    const { context, work } = aPlan();

    await planSweep(event, configuration, context);

    const { products } = Catalogue.parse(work.json(workKeys.catalogue(SWEEP_ID, 'eu-west-1')));
    const versions = [{ id: 'pa-1', name: '1.0.0', createdAt: SWEEP_START, active: true, deprecated: false }];
    const newestParameters = [
      { key: 'Size', hasDefault: true },
      { key: 'Owner', hasDefault: false },
    ];
    expect(products).toEqual([
      { id: 'prod-mysql', name: 'MySQL-RDS', versions, newestParameters, hubOptedIn: true, sharedBy: ['port-shared'] },
      { id: 'prod-net', name: 'Network', versions, newestParameters, hubOptedIn: false, sharedBy: [] },
    ]);
  });

  it('notes that TagOptions were never migrated in the hub, where nothing is opted in then', async () => {
    const { context, work } = aPlan({ ListTagOptions: () => refuse('TAG_OPTIONS_NOT_MIGRATED') });

    await planSweep(event, configuration, context);

    const catalogue = Catalogue.parse(work.json(workKeys.catalogue(SWEEP_ID, 'eu-west-1')));
    expect(catalogue).toMatchObject({ tagOptionsMigrated: false, failure: null });
    expect(catalogue.products.map(({ hubOptedIn }) => hubOptedIn)).toEqual([false, false]);
  });

  it('goes on where a catalogue cannot be read, and says why', async () => {
    const { context, work } = aPlan({
      SearchProductsAsAdmin: ({ region }) => (region === 'eu-north-1' ? refuse('ACCESS_DENIED', 'not there') : {}),
    });

    await planSweep(event, configuration, context);

    const failures = ['eu-north-1', 'eu-west-1'].map(
      (region) => Catalogue.parse(work.json(workKeys.catalogue(SWEEP_ID, region))).failure,
    );
    expect(failures).toEqual([expect.stringContaining('not there'), null]);
  });

  it('fails where a catalogue may be readable in a moment, so that it is tried again', async () => {
    const { context, work } = aPlan({ SearchProductsAsAdmin: () => refuse('THROTTLED') });

    const plan = planSweep(event, configuration, context);

    await expect(plan).rejects.toThrow(expect.objectContaining({ kind: 'THROTTLED' }));
    expect(work.objects.size).toBe(0);
  });

  it('says what a hub has to be that does not see its organisation', async () => {
    const { context, work } = aPlan({ ListRoots: () => refuse('ACCESS_DENIED') });

    const plan = planSweep(event, configuration, context);

    await expect(plan).rejects.toThrow(
      'account 999999999999 does not see its organisation: it has to be the management account or a delegated administrator',
    );
    expect(work.objects.size).toBe(0);
  });

  it('goes on without targets for a doctor that does not see the organisation, as it says so itself', async () => {
    const { context, work } = aPlan({ ListRoots: () => refuse('ACCESS_DENIED') });
    const request = { ...event.request, mode: 'doctor' as const, fix: true };

    const result = await planSweep({ ...event, request }, configuration, context);

    expect(result).toMatchObject({ kind: 'planned', mode: 'doctor', fix: true, waves: [] });
    expect(work.json(workKeys.sweep(SWEEP_ID))).toMatchObject({ waves: [] });
  });

  it('writes nothing for a request that names what does not exist', async () => {
    const { context, work } = aPlan();
    const request = { ...scheduled.request, products: ['MySQL-RDX'] };

    const plan = planSweep({ ...scheduled, request }, configuration, context);

    await expect(plan).rejects.toThrow("no product MySQL-RDX in the hub's catalogue; close: MySQL-RDS");
    expect(work.objects.size).toBe(0);
  });

  it('is safe to repeat: what was planned is not planned anew', async () => {
    const { context, aws } = aPlan();
    const first = await planSweep(event, configuration, context);
    const calls = aws.hubCalls.length;

    const second = await planSweep(event, configuration, context);

    expect(second).toEqual(first);
    expect(aws.hubCalls).toHaveLength(calls);
  });

  it('gives a sweep whose execution has another name an id that follows from it', async () => {
    const named = { ...event, executionName: 'by-hand', startedAt: '2026-11-26T22:00:00.123Z' };

    const ids = await Promise.all(
      [1, 2].map(async () => (await planSweep(named, configuration, aPlan().context)).sweepId),
    );

    expect(ids[0]).toMatch(/^20261126T220000Z-[0-9a-f]{8}$/);
    expect(ids[1]).toBe(ids[0]);
  });
});

describe('promise 13: one scheduled sweep at a time', () => {
  const leaseOf = (sweepId: SweepId, age: number) => ({ sweepId, takenAt: SWEEP_START + 600_000 - age });

  it('is skipped while another is under way', async () => {
    const { context, work } = aPlan();
    work.putJson(workKeys.lease(1), leaseOf(EARLIER, 2 * HOUR));
    work.putJson(workKeys.sweep(EARLIER), {});

    const result = await planSweep(scheduled, configuration, context);

    expect(result).toEqual({ kind: 'skipped', sweepId: SWEEP_ID, reason: `sweep ${EARLIER} is still under way` });
    expect(work.objects.has(workKeys.sweep(SWEEP_ID))).toBe(false);
  });

  it('lets a requested sweep run beside it', async () => {
    const { context, work } = aPlan();
    work.putJson(workKeys.lease(1), leaseOf(EARLIER, HOUR / 2));

    const result = await planSweep(event, configuration, context);

    expect(result.kind).toBe('planned');
  });

  test.each([
    { name: 'has its summary', age: HOUR / 2, objects: [workKeys.sweep(EARLIER), workKeys.summary(EARLIER)] },
    { name: 'died before it was planned', age: 2 * HOUR, objects: [] },
    { name: 'is older than an execution can be', age: 50 * HOUR, objects: [workKeys.sweep(EARLIER)] },
  ])('takes over from one that $name', async ({ age, objects }) => {
    const { context, work } = aPlan();
    work.putJson(workKeys.lease(1), leaseOf(EARLIER, age));
    for (const key of objects) work.putJson(key, {});

    const result = await planSweep(scheduled, configuration, context);

    expect(result.kind).toBe('planned');
    expect(work.json(workKeys.lease(2))).toMatchObject({ sweepId: SWEEP_ID });
  });

  it('lets one of two take over when both find that the last is over', async () => {
    const { context, work } = aPlan();
    work.putJson(workKeys.lease(1), leaseOf(EARLIER, 50 * HOUR));
    const other = { ...scheduled, executionName: '20261126T220000Z-ffffffff' };

    const results = await Promise.all([
      planSweep(scheduled, configuration, context),
      planSweep(other, configuration, context),
    ]);

    expect(results.map(({ kind }) => kind).toSorted()).toEqual(['planned', 'skipped']);
  });

  it('keeps its own lease when it is repeated before it was planned to the end', async () => {
    const { context, work } = aPlan();
    work.putJson(workKeys.lease(1), leaseOf(SWEEP_ID, 1000));

    const result = await planSweep(scheduled, configuration, context);

    expect(result.kind).toBe('planned');
    expect(work.objects.has(workKeys.lease(2))).toBe(false);
  });
});
