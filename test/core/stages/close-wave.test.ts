import { describe, expect, it, test } from '@jest/globals';
import {
  closeWave,
  logKeys,
  LogEntry,
  sweepModeOf,
  TargetEntry,
  type ScannedProduct,
  type Target,
  type UpdateEnd,
  workKeys,
} from '@catalog-sweep/core';
import {
  aCandidate,
  aLogEntry,
  anIntent,
  anUpdateEnd,
  aPlannedUpdate,
  aScanPart,
  aSweep,
  aTarget,
  SWEEP_ID,
  SWEEP_START,
} from '../builders.ts';
import type { Script } from '../scripted-spokes.ts';
import { aStage, type Stage } from '../stage.ts';

const event = { contractVersion: 1 as const, sweepId: SWEEP_ID, wave: 'rest', error: null };
const DAY = '2026-11-26';
const productsKey = logKeys.products('ServiceCatalogLogs', DAY, SWEEP_ID, 'rest');
const targetsKey = logKeys.targets(DAY, SWEEP_ID, 'rest');

const near = aTarget({ account: '111111111111', region: 'us-east-1' });
const nearer = aTarget({ account: '111111111111', region: 'eu-west-1' });
const far = aTarget({ account: '222222222222' });
const dead = aTarget({ account: '333333333333' });
const silent = aTarget({ account: '444444444444' });

const candidate = (target: Target, provisionedProductId: string, mode: 'report' | 'update' = 'update') =>
  aCandidate({ account: target.account, region: target.region, provisionedProductId }, { Mode: mode });

/** A wave of five targets: three swept, with the candidates pp-b, pp-a and pp-c and the up-to-date pp-z; one failed, one silent. */
function aScannedWave({
  sweep = aSweep(),
  script = {},
}: { sweep?: ReturnType<typeof aSweep>; script?: Script } = {}): Stage {
  const stage = aStage({ sweep, script });
  const mode = sweepModeOf(sweep.request);
  const put = (target: Target, products: ScannedProduct[]) =>
    stage.work.putJson(workKeys.scanPart(SWEEP_ID, 'rest', target, 0), aScanPart({ products, notes: ['a note'] }));
  stage.work.putLines(workKeys.wave(SWEEP_ID, 'rest'), [silent, far, near, dead, nearer]);
  put(near, [candidate(near, 'pp-b', mode), candidate(near, 'pp-a', mode)]);
  put(nearer, [{ entry: aLogEntry({ AccountNo: nearer.account, ProvisionedProductId: 'pp-z' }), update: null }]);
  put(far, [candidate(far, 'pp-c', mode)]);
  stage.work.putJson(workKeys.targetFailure(SWEEP_ID, 'rest', dead), {
    error: 'ROLE_NOT_ASSUMABLE',
    reason: 'no role',
  });
  return stage;
}

const updateOf = (target: Target, provisionedProductId: string) =>
  aPlannedUpdate({ account: target.account, region: target.region, provisionedProductId });

/** Plans pp-a and pp-c, and notes how they ended. */
function plan(stage: Stage, ends: { a?: UpdateEnd; c?: UpdateEnd } = {}): void {
  const updates = [updateOf(near, 'pp-a'), updateOf(far, 'pp-c')] as const;
  stage.work.putLines(workKeys.plan(SWEEP_ID, 'rest'), updates);
  for (const [index, end] of [ends.a, ends.c].entries()) {
    const update = updates[index];
    if (end !== undefined && update !== undefined) {
      stage.work.putJson(workKeys.updateEnd(SWEEP_ID, 'rest', update), end);
    }
  }
}

const productLines = (stage: Stage) => stage.logs.lines(productsKey).map((line) => LogEntry.parse(line));
const targetLines = (stage: Stage) => stage.logs.lines(targetsKey).map((line) => TargetEntry.parse(line));
const outcomes = (stage: Stage) =>
  Object.fromEntries(productLines(stage).map(({ ProvisionedProductId, Outcome }) => [ProvisionedProductId, Outcome]));

describe('closing a wave', () => {
  it('writes one line per provisioned product, sorted by account, Region and id', async () => {
    const stage = aScannedWave();
    plan(stage, { a: anUpdateEnd(), c: anUpdateEnd({ outcome: 'UPDATE_FAILED' }) });

    const result = await closeWave(event, stage.context);

    expect(result).toEqual({ goOn: true, reason: null });
    expect(productLines(stage).map((line) => [line.ProvisionedProductId, line.Outcome])).toEqual([
      ['pp-z', 'UP_TO_DATE'],
      ['pp-a', 'UPDATED'],
      ['pp-b', 'DEFERRED'],
      ['pp-c', 'UPDATE_FAILED'],
    ]);
  });

  it('promise 1: writes one line per planned target, with the real reason of a failure', async () => {
    const stage = aScannedWave();
    plan(stage, { a: anUpdateEnd(), c: anUpdateEnd({ outcome: 'UPDATE_FAILED' }) });

    await closeWave(event, stage.context);

    expect(targetLines(stage)).toMatchObject([
      { AccountNo: '111111111111', Region: 'eu-west-1', Swept: true, Scanned: 1, Outdated: 0, Notes: 'a note' },
      { AccountNo: '111111111111', Region: 'us-east-1', Swept: true, Scanned: 2, Outdated: 2, Updated: 1, Failed: 0 },
      { AccountNo: '222222222222', Swept: true, Scanned: 1, Updated: 0, Failed: 1 },
      { AccountNo: '333333333333', Swept: false, Error: 'ROLE_NOT_ASSUMABLE', Reason: 'no role', Scanned: 0 },
      { AccountNo: '444444444444', Swept: false, Error: 'NO_RESULT', Scanned: 0 },
    ]);
  });

  it('says of a target that nobody looked at what went wrong for its whole wave', async () => {
    const stage = aScannedWave();
    plan(stage, { a: anUpdateEnd(), c: anUpdateEnd() });
    const error = { Error: 'States.ItemReaderFailed', Cause: 's3:GetObject: AccessDenied: no' };

    await closeWave({ ...event, error }, stage.context);

    expect(targetLines(stage).at(4)).toMatchObject({
      Error: 'NO_RESULT',
      Reason: expect.stringMatching(/in the middle of it: States\.ItemReaderFailed: s3:GetObject: AccessDenied: no$/),
    });
  });

  it('writes its counts last', async () => {
    const stage = aScannedWave();
    plan(stage, { a: anUpdateEnd(), c: anUpdateEnd() });

    await closeWave(event, stage.context);

    expect(stage.work.json(workKeys.closedWave(SWEEP_ID, 'rest'))).toMatchObject({
      targets: { planned: 5, swept: 3, failed: 2 },
      scanned: 4,
      outdated: 3,
      byOutcome: { UP_TO_DATE: 1, UPDATED: 2, DEFERRED: 1 },
    });
    expect([...stage.work.objects.keys()].at(-1)).toBe(workKeys.closedWave(SWEEP_ID, 'rest'));
  });

  it('keeps what was scanned of a target that failed in the middle', async () => {
    const stage = aScannedWave();
    plan(stage, { a: anUpdateEnd(), c: anUpdateEnd() });
    stage.work.putJson(
      workKeys.scanPart(SWEEP_ID, 'rest', dead, 0),
      aScanPart({ last: false, products: [candidate(dead, 'pp-d')] }),
    );

    await closeWave(event, stage.context);

    expect(outcomes(stage)).toMatchObject({ 'pp-d': 'DEFERRED' });
    expect(targetLines(stage).at(3)).toMatchObject({ Swept: false, Error: 'ROLE_NOT_ASSUMABLE', Scanned: 1 });
  });

  it('writes the same objects when it is run twice, lost updates included', async () => {
    const stage = aScannedWave();
    plan(stage, { a: anUpdateEnd() });
    await closeWave(event, stage.context);
    const first = [stage.logs.objects.get(productsKey), stage.logs.objects.get(targetsKey)];
    stage.clock.time += 3_600_000;

    await closeWave(event, stage.context);

    expect([stage.logs.objects.get(productsKey), stage.logs.objects.get(targetsKey)]).toEqual(first);
  });

  it('tells of a report what an update would do', async () => {
    const sweep = aSweep();
    const stage = aScannedWave({ sweep: { ...sweep, request: { ...sweep.request, mode: 'report' } } });
    plan(stage);

    await closeWave(event, stage.context);

    expect(outcomes(stage)).toEqual({
      'pp-z': 'UP_TO_DATE',
      'pp-a': 'UPDATE_AVAILABLE',
      'pp-b': 'DEFERRED',
      'pp-c': 'UPDATE_AVAILABLE',
    });
    expect(stage.spokes.calls).toEqual([]);
  });

  it('is STOPPED for what was never planned', async () => {
    const stage = aScannedWave();

    await closeWave(event, stage.context);

    expect(outcomes(stage)).toEqual({ 'pp-z': 'UP_TO_DATE', 'pp-a': 'STOPPED', 'pp-b': 'STOPPED', 'pp-c': 'STOPPED' });
  });

  it('ends the sweep when there is a stop mark, with its reason', async () => {
    const stage = aScannedWave();
    plan(stage, { a: anUpdateEnd(), c: anUpdateEnd() });
    stage.work.putJson(workKeys.stop(SWEEP_ID), { requestedAt: SWEEP_START, reason: 'change freeze' });

    const result = await closeWave(event, stage.context);

    expect(result).toEqual({ goOn: false, reason: 'change freeze' });
    expect(outcomes(stage)).toMatchObject({ 'pp-a': 'UPDATED', 'pp-c': 'UPDATED' });
  });
});

describe('an update whose end nobody reported', () => {
  const ourUpdateIs = (Status: string): Script => ({
    DescribeProvisionedProduct: () => ({
      ProvisionedProductDetail: {
        Id: 'pp-c',
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
        ProvisionedProductId: 'pp-c',
        ProvisioningArtifactId: 'pa-2',
        CreatedTime: new Date(SWEEP_START + 60_000),
        UpdatedTime: new Date(SWEEP_START + 90_000),
      },
    }),
  });

  test.each([
    { name: 'STOPPED without an intent', status: undefined, stop: false, outcome: 'STOPPED', record: null },
    {
      name: 'UPDATED when its record succeeded',
      status: 'SUCCEEDED',
      stop: false,
      outcome: 'UPDATED',
      record: 'rec-2',
    },
    {
      name: 'UPDATE_TIMED_OUT when it goes on',
      status: 'IN_PROGRESS',
      stop: false,
      outcome: 'UPDATE_TIMED_OUT',
      record: 'rec-2',
    },
    {
      name: 'STOPPED when it goes on and the sweep was stopped',
      status: 'IN_PROGRESS',
      stop: true,
      outcome: 'STOPPED',
      record: 'rec-2',
    },
  ])('is $name', async ({ status, stop, outcome, record }) => {
    const stage = aScannedWave({ script: status === undefined ? {} : ourUpdateIs(status) });
    plan(stage, { a: anUpdateEnd() });
    const update = updateOf(far, 'pp-c');
    if (status !== undefined) {
      stage.work.putJson(workKeys.intent(SWEEP_ID, update), anIntent({ update }));
    }
    if (stop) {
      stage.work.putJson(workKeys.stop(SWEEP_ID), { requestedAt: SWEEP_START, reason: 'change freeze' });
    }

    await closeWave(event, stage.context);

    expect(productLines(stage).at(-1)).toMatchObject({
      ProvisionedProductId: 'pp-c',
      Outcome: outcome,
      RecordId: record,
    });
    expect(stage.work.json(workKeys.updateEnd(SWEEP_ID, 'rest', update))).toMatchObject({ outcome });
  });
});
