import { describe, expect, it, test } from '@jest/globals';
import { finishSweep, logKeys, stopSweep, SweepEntry, SweepSummary, workKeys } from '@catalog-sweep/core';
import {
  aCandidate,
  aLogEntry,
  anUpdateEnd,
  aPlannedUpdate,
  aScanPart,
  aSweep,
  aTarget,
  SWEEP_ID,
  SWEEP_START,
} from '../builders.ts';
import { aStage, type Stage } from '../stage.ts';

const event = {
  contractVersion: 1 as const,
  sweepId: SWEEP_ID,
  executionStatus: 'RUNNING' as const,
  cause: null,
  error: null,
};
const DAY = '2026-11-26';
const productsKey = logKeys.products('ServiceCatalogLogs', DAY, SWEEP_ID, 'rest');
const targetsKey = logKeys.targets(DAY, SWEEP_ID, 'rest');
const target = aTarget();
const dead = aTarget({ account: '333333333333' });

/** A sweep of two waves: `first` has nothing but a dead account; `rest` has pp-1, updated, and pp-2, up to date. None is closed. */
function anEndedSweep(): Stage {
  const waves = [
    { name: 'first', targets: 1 },
    { name: 'rest', targets: 1 },
  ];
  const stage = aStage({ sweep: aSweep({ waves }) });
  stage.work.putLines(workKeys.wave(SWEEP_ID, 'first'), [dead]);
  stage.work.putJson(workKeys.targetFailure(SWEEP_ID, 'first', dead), {
    error: 'ROLE_NOT_ASSUMABLE',
    reason: 'no role',
  });
  stage.work.putLines(workKeys.plan(SWEEP_ID, 'first'), []);
  stage.work.putLines(workKeys.wave(SWEEP_ID, 'rest'), [target]);
  const products = [aCandidate(), { entry: aLogEntry({ ProvisionedProductId: 'pp-2' }), update: null }];
  stage.work.putJson(workKeys.scanPart(SWEEP_ID, 'rest', target, 0), aScanPart({ products, notes: ['a note'] }));
  stage.work.putLines(workKeys.plan(SWEEP_ID, 'rest'), [aPlannedUpdate()]);
  stage.work.putJson(workKeys.updateEnd(SWEEP_ID, 'rest', aPlannedUpdate()), anUpdateEnd());
  return stage;
}

const summaryOf = (stage: Stage) => SweepSummary.parse(stage.work.json(workKeys.summary(SWEEP_ID)));

describe('finishing a sweep', () => {
  it('closes the waves that nobody closed, and sums them up', async () => {
    const stage = anEndedSweep();

    const result = await finishSweep(event, stage.context);

    expect(result).toEqual({
      sweepId: SWEEP_ID,
      mode: 'update',
      status: 'COMPLETED',
      reconciled: true,
      repeated: false,
      targetsPlanned: 2,
      targetsFailed: 1,
      scanned: 2,
      outdated: 1,
      byOutcome: { UP_TO_DATE: 1, UPDATED: 1 },
    });
    expect(summaryOf(stage)).toEqual({
      sweepId: SWEEP_ID,
      mode: 'update',
      status: 'COMPLETED',
      reason: null,
      startedAt: '2026-11-26 22:00:00.000',
      finishedAt: '2026-11-26 22:10:00.000',
      targets: {
        planned: 2,
        swept: 1,
        failed: 1,
        failures: [{ account: '333333333333', region: 'eu-west-1', error: 'ROLE_NOT_ASSUMABLE', reason: 'no role' }],
        notes: [{ account: '111122223333', region: 'eu-west-1', note: 'a note' }],
      },
      products: { scanned: 2, outdated: 1, byOutcome: { UP_TO_DATE: 1, UPDATED: 1 } },
      updates: [
        {
          account: '111122223333',
          region: 'eu-west-1',
          provisionedProductId: 'pp-1',
          name: 'orders-db',
          product: 'MySQL-RDS',
          from: 'v1',
          to: 'v2',
          outcome: 'UPDATED',
          reason: 'updated from v1 to v2',
        },
      ],
      reconciled: true,
      problems: [],
      log: { location: 's3://logs/ServiceCatalogLogs/dt=2026-11-26/', entries: 2 },
    });
  });

  it('writes the line of the sweep', async () => {
    const stage = anEndedSweep();

    await finishSweep(event, stage.context);

    const lines = stage.logs.lines(logKeys.sweep(DAY, SWEEP_ID)).map((line) => SweepEntry.parse(line));
    expect(lines).toMatchObject([
      { SweepId: SWEEP_ID, Status: 'COMPLETED', TargetsPlanned: 2, TargetsSwept: 1, Scanned: 2, Reconciled: true },
    ]);
  });

  it('changes nothing when it is run again', async () => {
    const stage = anEndedSweep();
    await finishSweep(event, stage.context);
    const before = [new Map(stage.work.objects), new Map(stage.logs.objects)];
    stage.clock.time += 86_400_000;

    const result = await finishSweep(event, stage.context);

    expect(result).toMatchObject({ status: 'COMPLETED', repeated: true });
    expect([stage.work.objects, stage.logs.objects]).toEqual(before);
  });

  test.each([
    { name: 'is missing', damage: (lines: string[]) => lines.slice(1) },
    { name: 'is there twice', damage: (lines: string[]) => [...lines, ...lines.slice(-1)] },
    { name: 'is damaged', damage: (lines: string[]) => lines.map((line) => line.slice(0, -5)) },
  ])('mends the log of a closed wave in which a line $name', async ({ damage }) => {
    const stage = anEndedSweep();
    await finishSweep(event, stage.context);
    const intact = (await stage.logs.read(productsKey)) ?? '';
    stage.work.objects.delete(workKeys.summary(SWEEP_ID));
    await stage.logs.write(productsKey, `${damage(intact.trimEnd().split('\n')).join('\n')}\n`);

    const result = await finishSweep(event, stage.context);

    expect(result).toMatchObject({ status: 'COMPLETED', reconciled: true });
    expect(await stage.logs.read(productsKey)).toBe(intact);
  });

  it('is INCOMPLETE when the logs do not add up, and says where', async () => {
    const stage = anEndedSweep();
    stage.work.putLines(workKeys.wave(SWEEP_ID, 'rest'), []);

    const result = await finishSweep(event, stage.context);

    expect(result).toMatchObject({ status: 'INCOMPLETE', reconciled: false });
    expect(summaryOf(stage).problems).toEqual([
      'wave rest: 1 targets were planned, the targets log has 0 lines',
      'wave rest: 1 targets were planned, 0 were swept and 0 failed',
    ]);
  });

  it('reconciles an INCOMPLETE sweep when it is run again and finds all', async () => {
    const stage = anEndedSweep();
    stage.work.putLines(workKeys.wave(SWEEP_ID, 'rest'), []);
    await finishSweep(event, stage.context);
    stage.work.putLines(workKeys.wave(SWEEP_ID, 'rest'), [target]);

    const result = await finishSweep(event, stage.context);

    expect(result).toMatchObject({ status: 'COMPLETED', reconciled: true, scanned: 2 });
  });

  it('stays FAILED when it is run again and finds all', async () => {
    const stage = anEndedSweep();
    stage.work.putLines(workKeys.wave(SWEEP_ID, 'rest'), []);
    await finishSweep({ ...event, error: { Error: 'States.Timeout', Cause: '' } }, stage.context);
    stage.work.putLines(workKeys.wave(SWEEP_ID, 'rest'), [target]);

    const result = await finishSweep(event, stage.context);

    expect(result).toMatchObject({ status: 'FAILED', reconciled: true });
    expect(summaryOf(stage).reason).toBe('States.Timeout');
  });

  it('is STOPPED with the reason of who stopped it', async () => {
    const stage = anEndedSweep();
    await stopSweep({ sweepId: SWEEP_ID, requestedAt: SWEEP_START, reason: 'change freeze' }, stage.context);

    const result = await finishSweep(event, stage.context);

    expect(result.status).toBe('STOPPED');
    expect(summaryOf(stage).reason).toBe('change freeze');
  });

  test.each(['ABORTED', 'TIMED_OUT', 'FAILED'] as const)(
    'is %s when its execution ended so, with a line for everything all the same',
    async (executionStatus) => {
      const stage = anEndedSweep();
      stage.work.objects.delete(workKeys.updateEnd(SWEEP_ID, 'rest', aPlannedUpdate()));

      const result = await finishSweep({ ...event, executionStatus, cause: 'by hand' }, stage.context);

      expect(result).toMatchObject({ status: executionStatus, reconciled: true, scanned: 2 });
      expect(summaryOf(stage)).toMatchObject({
        reason: 'by hand',
        products: { byOutcome: { UP_TO_DATE: 1, STOPPED: 1 } },
      });
      expect(stage.logs.lines(targetsKey)).toHaveLength(1);
    },
  );

  it('keeps the functions of an execution that has ended from beginning updates', async () => {
    const stage = anEndedSweep();

    await finishSweep({ ...event, executionStatus: 'ABORTED' }, stage.context);

    expect(stage.work.json(workKeys.stop(SWEEP_ID))).toEqual({
      requestedAt: stage.clock.now(),
      reason: 'its execution has ended',
    });
  });

  it('notes of a sweep that was never planned that its end was noticed, and writes no log', async () => {
    const stage = aStage({ sweep: undefined });

    const result = await finishSweep({ ...event, executionStatus: 'FAILED', cause: 'no organisation' }, stage.context);

    expect(result).toMatchObject({
      mode: null,
      status: 'FAILED',
      reconciled: false,
      repeated: false,
      targetsPlanned: 0,
    });
    expect([...stage.work.objects.keys()]).toEqual([workKeys.end(SWEEP_ID)]);
    expect(stage.logs.objects.size).toBe(0);
  });

  it('says of a sweep that was never planned whether its end was known before', async () => {
    const stage = aStage({ sweep: undefined });
    await finishSweep({ ...event, executionStatus: 'FAILED' }, stage.context);

    const result = await finishSweep({ ...event, executionStatus: 'FAILED' }, stage.context);

    expect(result.repeated).toBe(true);
  });
});

describe('stopping a sweep', () => {
  it('keeps the reason of the first who asked', async () => {
    const stage = aStage({ sweep: aSweep() });
    await stopSweep({ sweepId: SWEEP_ID, requestedAt: 1, reason: 'first' }, stage.context);

    await stopSweep({ sweepId: SWEEP_ID, requestedAt: 2, reason: 'second' }, stage.context);

    expect(stage.work.json(workKeys.stop(SWEEP_ID))).toEqual({ requestedAt: 1, reason: 'first' });
  });
});
