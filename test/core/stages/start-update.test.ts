import { describe, expect, it, test } from '@jest/globals';
import { startUpdate, workKeys } from '@catalog-sweep/core';
import { anIntent, aPlannedUpdate, aSweep, SWEEP_ID, SWEEP_START } from '../builders.ts';
import { refuse, type Script } from '../scripted-spokes.ts';
import { aStage, type Stage } from '../stage.ts';

const update = aPlannedUpdate();
const event = { contractVersion: 1 as const, sweepId: SWEEP_ID, wave: 'rest', update };
const intentKey = workKeys.intent(SWEEP_ID, update);
const asked = SWEEP_START + 600_500;

/** A provisioned product as it was at the scan, which AWS would update. */
const ready: Script = {
  DescribeProvisionedProduct: () => ({
    ProvisionedProductDetail: {
      Id: 'pp-1',
      Status: 'AVAILABLE',
      ProvisioningArtifactId: 'pa-1',
      LastRecordId: 'rec-1',
    },
  }),
  UpdateProvisionedProduct: () => ({ RecordDetail: { RecordId: 'rec-2', CreatedTime: new Date(asked) } }),
};

/** A provisioned product that an update of ours is changing. */
const changing: Script = {
  ...ready,
  DescribeProvisionedProduct: () => ({
    ProvisionedProductDetail: { Id: 'pp-1', Status: 'UNDER_CHANGE', LastRecordId: 'rec-2' },
  }),
  DescribeRecord: () => ({
    RecordDetail: {
      RecordId: 'rec-2',
      RecordType: 'UPDATE_PROVISIONED_PRODUCT',
      Status: 'IN_PROGRESS',
      ProvisionedProductId: 'pp-1',
      ProvisioningArtifactId: 'pa-2',
      CreatedTime: new Date(asked),
    },
  }),
};

const updatesAskedFor = (stage: Stage) => stage.spokes.callsOf('UpdateProvisionedProduct');

describe('starting an update', () => {
  it('promise 4: asks for it with every parameter kept, no value, no tags', async () => {
    const stage = aStage({ sweep: aSweep(), script: ready });

    const result = await startUpdate(event, stage.context);

    expect(result).toEqual({ kind: 'started', recordId: 'rec-2', startedAt: asked });
    expect(updatesAskedFor(stage)).toEqual([
      {
        ProvisionedProductId: 'pp-1',
        ProductId: 'prod-mysql',
        ProvisioningArtifactId: 'pa-2',
        PathId: 'lpv2-path',
        ProvisioningParameters: [{ Key: 'Size', UsePreviousValue: true }],
        UpdateToken: 'token-1',
      },
    ]);
  });

  it('acts with the update role alone', async () => {
    const stage = aStage({ sweep: aSweep(), script: ready });

    await startUpdate(event, stage.context);

    expect(new Set(stage.spokes.calls.map(({ access }) => access))).toEqual(new Set(['update']));
  });

  it('promise 6: leaves an intent before it asks', async () => {
    const stage = aStage({
      sweep: aSweep(),
      script: { ...ready, UpdateProvisionedProduct: () => refuse('TIMED_OUT') },
    });

    await expect(startUpdate(event, stage.context)).rejects.toMatchObject({ kind: 'TIMED_OUT' });

    expect(stage.work.json(intentKey)).toEqual({ writtenAt: stage.clock.now(), update });
  });

  it('promise 6: follows its own update when it is called again', async () => {
    const stage = aStage({ sweep: aSweep(), script: changing });
    stage.work.putJson(intentKey, anIntent({ writtenAt: asked - 500 }));

    const result = await startUpdate(event, stage.context);

    expect(result).toEqual({ kind: 'started', recordId: 'rec-2', startedAt: asked });
    expect(updatesAskedFor(stage)).toEqual([]);
  });

  it('promise 6: asks again with the same token when its first request left no record', async () => {
    const stage = aStage({ sweep: aSweep(), script: ready });
    const intent = anIntent({ writtenAt: SWEEP_START + 1 });
    stage.work.putJson(intentKey, intent);

    const result = await startUpdate(event, stage.context);

    expect(result.kind).toBe('started');
    expect(updatesAskedFor(stage)).toMatchObject([{ UpdateToken: 'token-1' }]);
    expect(stage.work.json(intentKey)).toEqual(intent);
  });

  it('promise 6: leaves alone what changed since the scan', async () => {
    const stage = aStage({ sweep: aSweep(), script: changing });

    const result = await startUpdate(event, stage.context);

    expect(result).toMatchObject({
      kind: 'ended',
      end: {
        outcome: 'UNDER_CHANGE',
        reason: 'it changed after the scan: UPDATE_PROVISIONED_PRODUCT (IN_PROGRESS), by record rec-2',
        provisionedProductStatus: 'UNDER_CHANGE',
        recordId: null,
      },
    });
    expect(updatesAskedFor(stage)).toEqual([]);
    expect(stage.work.json(intentKey)).toBeUndefined();
  });

  it('leaves alone what was terminated since the scan', async () => {
    const script = { ...ready, DescribeProvisionedProduct: () => refuse('NOT_FOUND') };
    const stage = aStage({ sweep: aSweep(), script });

    const result = await startUpdate(event, stage.context);

    expect(result).toMatchObject({ end: { outcome: 'UNDER_CHANGE', reason: 'it was terminated after the scan' } });
  });

  it('promise 10: stops before it leaves an intent when the sweep was stopped', async () => {
    const stage = aStage({ sweep: aSweep(), script: ready });
    stage.work.putJson(workKeys.stop(SWEEP_ID), { requestedAt: stage.clock.now() - 1, reason: 'change freeze' });

    const result = await startUpdate(event, stage.context);

    expect(result).toMatchObject({
      end: { outcome: 'STOPPED', reason: 'the sweep was asked to stop: change freeze', recordId: null },
    });
    expect(stage.work.json(intentKey)).toBeUndefined();
    expect(updatesAskedFor(stage)).toEqual([]);
  });

  it('promise 10: reads the stop mark last before the act', async () => {
    const stage = aStage({ sweep: aSweep(), script: ready });
    const create = stage.work.create.bind(stage.work);
    stage.work.create = async (key, body) => {
      stage.work.putJson(workKeys.stop(SWEEP_ID), { requestedAt: stage.clock.now() - 1, reason: 'just now' });
      return create(key, body);
    };

    const result = await startUpdate(event, stage.context);

    expect(result).toMatchObject({ end: { outcome: 'STOPPED' } });
    expect(updatesAskedFor(stage)).toEqual([]);
  });

  it('promise 10: leaves a version alone that failed on several provisioned products', async () => {
    const stage = aStage({ sweep: aSweep(), script: ready });
    for (const id of ['pp-7', 'pp-8', 'pp-9']) {
      stage.work.objects.set(workKeys.versionFailure(SWEEP_ID, 'pa-2', SWEEP_START + 1, id), '');
    }
    stage.work.objects.set(workKeys.versionFailure(SWEEP_ID, 'pa-3', SWEEP_START + 1, 'pp-6'), '');

    const result = await startUpdate(event, stage.context);

    expect(result).toMatchObject({
      end: {
        outcome: 'QUARANTINED',
        reason: 'version v2 failed on 3 provisioned products in this sweep: pp-7, pp-8, pp-9',
      },
    });
    expect(updatesAskedFor(stage)).toEqual([]);
  });

  it('does not let a brake hide an update that a former attempt may have begun', async () => {
    const stage = aStage({ sweep: aSweep({ configuration: { updateWindowMinutes: 1 } }), script: ready });
    stage.work.putJson(intentKey, anIntent({ writtenAt: SWEEP_START + 1 }));

    const result = await startUpdate(event, stage.context);

    expect(result.kind).toBe('started');
  });

  test.each([
    { name: 'UPDATE_FAILED when AWS refuses it', kind: 'INVALID_REQUEST', message: 'no', outcome: 'UPDATE_FAILED' },
    {
      name: 'NO_LAUNCH_PATH when the update role has none (promise 5)',
      kind: 'NOT_FOUND',
      message: 'No launch paths found for resource: prod-mysql',
      outcome: 'NO_LAUNCH_PATH',
    },
  ] as const)('ends it as $name', async ({ kind, message, outcome }) => {
    const stage = aStage({
      sweep: aSweep(),
      script: { ...ready, UpdateProvisionedProduct: () => refuse(kind, message) },
    });

    const result = await startUpdate(event, stage.context);

    expect(result).toMatchObject({ kind: 'ended', end: { outcome, errors: expect.stringContaining(message) } });
  });

  it('ends it as UNDER_CHANGE when AWS refuses it because somebody else was first', async () => {
    let asked = false;
    const stage = aStage({
      sweep: aSweep(),
      script: {
        ...ready,
        DescribeProvisionedProduct: (input) =>
          (asked ? changing : ready)['DescribeProvisionedProduct']?.(input) ?? refuse('NOT_FOUND'),
        DescribeRecord: (input) => changing['DescribeRecord']?.(input) ?? refuse('NOT_FOUND'),
        UpdateProvisionedProduct: () => {
          asked = true;
          return refuse('INVALID_REQUEST', 'Provisioned product pp-1 is under change.');
        },
      },
    });

    const result = await startUpdate(event, stage.context);

    expect(result).toMatchObject({
      kind: 'ended',
      end: { outcome: 'UNDER_CHANGE', reason: expect.stringContaining('by record rec-2') },
    });
  });

  it('fails with a constant name when the update role cannot be assumed', async () => {
    const stage = aStage({ sweep: aSweep(), script: { ...ready, AssumeRole: () => refuse('ROLE_NOT_ASSUMABLE') } });

    const attempt = startUpdate(event, stage.context);

    await expect(attempt).rejects.toMatchObject({ kind: 'ROLE_NOT_ASSUMABLE' });
  });
});
