import { describe, expect, it, test } from '@jest/globals';
import { finishSweep, logKeys, SweepSummary, workKeys } from '@catalog-sweep/core';
import {
  aCandidate,
  anIntent,
  anUpdateEnd,
  aPlannedUpdate,
  aScanPart,
  aSweep,
  aTarget,
  SWEEP_ID,
  SWEEP_START,
} from '../builders.ts';
import { refuse, type Script } from '../scripted-spokes.ts';
import { aStage, type Stage } from '../stage.ts';

const MINUTE = 60_000;
const ABORTED_AT = SWEEP_START + 10 * MINUTE;
const event = {
  contractVersion: 1 as const,
  sweepId: SWEEP_ID,
  executionStatus: 'ABORTED' as const,
  cause: 'by hand',
  error: null,
};
const update = aPlannedUpdate();
const target = aTarget();
const DAY = '2026-11-26';
const productsKey = logKeys.products('ServiceCatalogLogs', DAY, SWEEP_ID, 'rest');
const targetsKey = logKeys.targets(DAY, SWEEP_ID, 'rest');

/** A spoke in which our update of pp-1 is in a status that a test may change. */
function aSpoke(status: { now: string }): Script {
  return {
    DescribeProvisionedProduct: () => ({
      ProvisionedProductDetail: {
        Id: 'pp-1',
        Status: status.now === 'SUCCEEDED' ? 'AVAILABLE' : 'UNDER_CHANGE',
        ProvisioningArtifactId: status.now === 'SUCCEEDED' ? 'pa-2' : 'pa-1',
        LastRecordId: 'rec-2',
      },
    }),
    DescribeRecord: () => ({
      RecordDetail: {
        RecordId: 'rec-2',
        RecordType: 'UPDATE_PROVISIONED_PRODUCT',
        Status: status.now,
        ProvisionedProductId: 'pp-1',
        ProvisioningArtifactId: 'pa-2',
        CreatedTime: new Date(SWEEP_START + 2 * MINUTE),
        UpdatedTime: new Date(SWEEP_START + 40 * MINUTE),
      },
    }),
  };
}

/** A sweep that was aborted while pp-1 was being updated. */
function anAbortedSweep(script: Script): Stage {
  const stage = aStage({ sweep: aSweep(), script });
  stage.work.putLines(workKeys.wave(SWEEP_ID, 'rest'), [target]);
  stage.work.putJson(workKeys.scanPart(SWEEP_ID, 'rest', target, 0), aScanPart({ products: [aCandidate()] }));
  stage.work.putLines(workKeys.plan(SWEEP_ID, 'rest'), [update]);
  stage.work.putJson(workKeys.intent(SWEEP_ID, update), anIntent({ writtenAt: SWEEP_START + MINUTE }));
  return stage;
}

const summaryOf = (stage: Stage) => SweepSummary.parse(stage.work.json(workKeys.summary(SWEEP_ID)));
const contentOf = (stage: Stage) => [new Map(stage.work.objects), new Map(stage.logs.objects)];

/** The watchdog's call, the day after. */
async function lookAgain(stage: Stage) {
  stage.clock.time = ABORTED_AT + 24 * 60 * MINUTE;
  return finishSweep({ ...event, endedAt: ABORTED_AT }, stage.context);
}

describe('a sweep that was aborted while an update was under way', () => {
  it('has a line that says so, at first', async () => {
    const stage = anAbortedSweep(aSpoke({ now: 'IN_PROGRESS' }));

    const result = await finishSweep({ ...event, endedAt: ABORTED_AT }, stage.context);

    expect(result).toMatchObject({ status: 'ABORTED', reconciled: true, repeated: false, byOutcome: { STOPPED: 1 } });
    expect(stage.work.json(workKeys.end(SWEEP_ID))).toEqual({ noticedAt: stage.clock.now(), settled: false });
  });

  it('has the line of what became of it, once that has ended, and never a second line', async () => {
    const status = { now: 'IN_PROGRESS' };
    const stage = anAbortedSweep(aSpoke(status));
    await finishSweep({ ...event, endedAt: ABORTED_AT }, stage.context);
    status.now = 'SUCCEEDED';

    const result = await lookAgain(stage);

    expect(result).toMatchObject({ status: 'ABORTED', reconciled: true, repeated: true, byOutcome: { UPDATED: 1 } });
    expect(stage.logs.lines(productsKey)).toMatchObject([{ Outcome: 'UPDATED', UpdateStatus: 'SUCCEEDED' }]);
    expect(stage.logs.lines(targetsKey)).toMatchObject([{ Updated: 1 }]);
    expect(stage.logs.lines(logKeys.sweep(DAY, SWEEP_ID))).toMatchObject([
      { Status: 'ABORTED', ByOutcome: { UPDATED: 1 } },
    ]);
    expect(summaryOf(stage)).toMatchObject({ reason: 'by hand', updates: [{ outcome: 'UPDATED' }] });
  });

  it('is settled then, and nothing is written any more', async () => {
    const status = { now: 'IN_PROGRESS' };
    const stage = anAbortedSweep(aSpoke(status));
    await finishSweep({ ...event, endedAt: ABORTED_AT }, stage.context);
    status.now = 'SUCCEEDED';
    await lookAgain(stage);
    const before = contentOf(stage);

    await lookAgain(stage);

    expect(stage.work.json(workKeys.end(SWEEP_ID))).toMatchObject({ settled: true });
    expect(contentOf(stage)).toEqual(before);
  });

  test.each([
    { name: 'goes on still', script: aSpoke({ now: 'IN_PROGRESS' }) },
    { name: 'cannot be seen', script: { AssumeRole: () => refuse('ROLE_NOT_ASSUMABLE', 'no role') } },
  ])('is not settled while it $name, and its line stays as it was', async ({ script }) => {
    const stage = anAbortedSweep(script);
    await finishSweep({ ...event, endedAt: ABORTED_AT }, stage.context);
    const before = contentOf(stage);

    await lookAgain(stage);

    expect(stage.work.json(workKeys.end(SWEEP_ID))).toMatchObject({ settled: false });
    expect(contentOf(stage)).toEqual(before);
  });

  it('is not settled while functions of its execution may still run', async () => {
    const stage = anAbortedSweep(aSpoke({ now: 'SUCCEEDED' }));
    await finishSweep({ ...event, endedAt: ABORTED_AT }, stage.context);
    stage.clock.time = ABORTED_AT + 15 * MINUTE - 1;

    await finishSweep({ ...event, endedAt: ABORTED_AT }, stage.context);

    expect(stage.work.json(workKeys.end(SWEEP_ID))).toMatchObject({ settled: false });
  });

  it('gets the lines of a scan that ended after it', async () => {
    const stage = anAbortedSweep({});
    stage.work.objects.delete(workKeys.scanPart(SWEEP_ID, 'rest', target, 0));
    stage.work.objects.delete(workKeys.plan(SWEEP_ID, 'rest'));
    await finishSweep({ ...event, endedAt: ABORTED_AT }, stage.context);
    stage.work.putJson(workKeys.scanPart(SWEEP_ID, 'rest', target, 0), aScanPart({ products: [aCandidate()] }));

    const result = await lookAgain(stage);

    expect(result).toMatchObject({ reconciled: true, targetsFailed: 0, scanned: 1 });
    expect(stage.logs.lines(productsKey)).toHaveLength(1);
    expect(stage.logs.lines(targetsKey)).toMatchObject([{ Swept: true, Scanned: 1 }]);
  });

  it('keeps the line of an update that somebody had stopped before it was begun', async () => {
    const stage = anAbortedSweep({});
    stage.work.objects.delete(workKeys.intent(SWEEP_ID, update));
    const stopped = anUpdateEnd({ outcome: 'STOPPED', reason: 'the window was over', recordId: null });
    stage.work.putJson(workKeys.updateEnd(SWEEP_ID, 'rest', update), stopped);
    await finishSweep({ ...event, endedAt: ABORTED_AT }, stage.context);

    await lookAgain(stage);

    expect(stage.logs.lines(productsKey)).toMatchObject([{ Outcome: 'STOPPED', Reason: 'the window was over' }]);
    expect(stage.work.json(workKeys.end(SWEEP_ID))).toMatchObject({ settled: true });
  });
});

describe('a sweep that had come to its own end', () => {
  it('stays as it is when its execution is told to be aborted afterwards', async () => {
    const stage = anAbortedSweep({});
    stage.work.putJson(workKeys.updateEnd(SWEEP_ID, 'rest', update), anUpdateEnd({ outcome: 'UPDATE_TIMED_OUT' }));
    await finishSweep({ ...event, executionStatus: 'RUNNING', cause: null }, stage.context);
    const logs = new Map(stage.logs.objects);

    const result = await lookAgain(stage);

    expect(result).toMatchObject({ status: 'COMPLETED', repeated: true });
    expect(stage.logs.objects).toEqual(logs);
    expect(stage.work.json(workKeys.end(SWEEP_ID))).toMatchObject({ settled: true });
  });
});

describe('a sweep that was never planned', () => {
  it('is settled once no function that would plan it can still run', async () => {
    const stage = aStage({ sweep: undefined });
    await finishSweep({ ...event, endedAt: ABORTED_AT }, stage.context);

    await lookAgain(stage);

    expect(stage.work.json(workKeys.end(SWEEP_ID))).toEqual({ noticedAt: ABORTED_AT, settled: true });
  });
});
