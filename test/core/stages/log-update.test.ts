import { describe, expect, it, test } from '@jest/globals';
import { logUpdate, workKeys } from '@catalog-sweep/core';
import { anIntent, anUpdateEnd, aPlannedUpdate, aSweep, SWEEP_ID, SWEEP_START } from '../builders.ts';
import { refuse, type Script } from '../scripted-spokes.ts';
import { aStage, type Stage } from '../stage.ts';

const update = aPlannedUpdate();
const event = { contractVersion: 1 as const, sweepId: SWEEP_ID, wave: 'rest', update };
const endKey = workKeys.updateEnd(SWEEP_ID, 'rest', update);
const intentKey = workKeys.intent(SWEEP_ID, update);
const failed = anUpdateEnd({ outcome: 'UPDATE_FAILED', recordStatus: 'FAILED', errors: 'in use' });
const timeout = { Error: 'States.Timeout', Cause: '' };

const marks = (stage: Stage) => stage.work.list(workKeys.versionFailures(SWEEP_ID, 'pa-2'));

/** A spoke in which our update of pp-1 is in the given status. */
const ourUpdateIs = (Status: string): Script => ({
  DescribeProvisionedProduct: () => ({
    ProvisionedProductDetail: {
      Id: 'pp-1',
      Status: 'AVAILABLE',
      ProvisioningArtifactId: 'pa-2',
      LastRecordId: 'rec-2',
    },
  }),
  DescribeRecord: () => ({
    RecordDetail: {
      RecordId: 'rec-2',
      RecordType: 'UPDATE_PROVISIONED_PRODUCT',
      Status,
      ProvisionedProductId: 'pp-1',
      ProvisioningArtifactId: 'pa-2',
      CreatedTime: new Date(SWEEP_START + 60_000),
      UpdatedTime: new Date(SWEEP_START + 90_000),
    },
  }),
});

describe('logging an update', () => {
  it('notes the end that a stage reported', async () => {
    const stage = aStage({ sweep: aSweep() });

    await logUpdate({ ...event, end: anUpdateEnd(), error: null }, stage.context);

    expect(stage.work.json(endKey)).toEqual(anUpdateEnd());
    expect(await marks(stage)).toEqual([]);
  });

  it('keeps the end that is noted already', async () => {
    const stage = aStage({ sweep: aSweep() });
    await logUpdate({ ...event, end: anUpdateEnd(), error: null }, stage.context);

    await logUpdate({ ...event, end: failed, error: null }, stage.context);

    expect(stage.work.json(endKey)).toEqual(anUpdateEnd());
    expect(await marks(stage)).toEqual([]);
  });

  it('promise 10: marks the version of an update that failed, with the time', async () => {
    const stage = aStage({ sweep: aSweep() });

    await logUpdate({ ...event, end: failed, error: null }, stage.context);

    expect(await marks(stage)).toEqual([workKeys.versionFailure(SWEEP_ID, 'pa-2', stage.clock.now(), 'pp-1')]);
  });

  it('promise 10: marks the version when a former attempt noted the end and died before the mark', async () => {
    const stage = aStage({ sweep: aSweep() });
    stage.work.putJson(endKey, failed);

    await logUpdate({ ...event, end: failed, error: null }, stage.context);

    expect(await marks(stage)).toHaveLength(1);
  });

  it('finds the real end of an update after an error in the stage before', async () => {
    const stage = aStage({ sweep: aSweep(), script: ourUpdateIs('SUCCEEDED') });
    stage.work.putJson(intentKey, anIntent());

    await logUpdate({ ...event, end: null, error: timeout }, stage.context);

    expect(stage.work.json(endKey)).toMatchObject({ outcome: 'UPDATED', recordId: 'rec-2' });
  });

  test.each([
    { name: 'UPDATE_TIMED_OUT', stop: undefined, outcome: 'UPDATE_TIMED_OUT' },
    { name: 'STOPPED when the sweep was stopped', stop: { requestedAt: 1, reason: 'freeze' }, outcome: 'STOPPED' },
  ])('calls an update that it lost sight of $name', async ({ stop, outcome }) => {
    const stage = aStage({ sweep: aSweep(), script: ourUpdateIs('IN_PROGRESS') });
    stage.work.putJson(intentKey, anIntent());
    if (stop !== undefined) {
      stage.work.putJson(workKeys.stop(SWEEP_ID), stop);
    }

    await logUpdate({ ...event, end: null, error: timeout }, stage.context);

    expect(stage.work.json(endKey)).toMatchObject({
      outcome,
      reason: 'still going on when the sweep lost sight of it: States.Timeout; its record is IN_PROGRESS',
      recordId: 'rec-2',
    });
  });

  it('promise 1: an update that could not be begun fails with the real reason, and quarantines nothing', async () => {
    const stage = aStage({ sweep: aSweep() });
    const cause = JSON.stringify({
      errorType: 'CatalogSweep.ROLE_NOT_ASSUMABLE',
      errorMessage: 'sts:AssumeRole: AccessDenied',
    });

    await logUpdate(
      { ...event, end: null, error: { Error: 'CatalogSweep.ROLE_NOT_ASSUMABLE', Cause: cause } },
      stage.context,
    );

    expect(stage.work.json(endKey)).toMatchObject({
      outcome: 'UPDATE_FAILED',
      errors: 'sts:AssumeRole: AccessDenied',
      recordId: null,
    });
    expect(await marks(stage)).toEqual([]);
  });

  it('notes an end even when the spoke is out of reach', async () => {
    const stage = aStage({ sweep: aSweep(), script: { AssumeRole: () => refuse('ROLE_NOT_ASSUMABLE', 'no role') } });
    stage.work.putJson(intentKey, anIntent());

    await logUpdate({ ...event, end: null, error: timeout }, stage.context);

    expect(stage.work.json(endKey)).toMatchObject({
      outcome: 'UPDATE_TIMED_OUT',
      reason: expect.stringMatching(/^nobody knows how it ended: .*no role; States\.Timeout$/),
    });
  });
});
