import { announceSweep, AwsError, SweepFinished, workKeys, type FinishSweepResult } from '@catalog-sweep/core';
import { describe, expect, it, test } from '@jest/globals';
import type { OwnEvent } from '../../../packages/core/src/aws/events.ts';
import { aFinishedSweep } from '../a-finished-sweep.ts';
import { aSweep, SWEEP_ID } from '../builders.ts';

const RESULT: FinishSweepResult = {
  sweepId: SWEEP_ID,
  mode: 'update',
  status: 'COMPLETED',
  reconciled: true,
  repeated: false,
  targetsPlanned: 1,
  targetsFailed: 0,
  scanned: 1,
  outdated: 1,
  byOutcome: { UPDATED: 1 },
};

/** A bus that keeps what it takes. */
function aBus(refuses?: Error) {
  const events: OwnEvent[] = [];
  const put = (event: OwnEvent): Promise<void> => {
    if (refuses !== undefined) return Promise.reject(refuses);
    events.push(event);
    return Promise.resolve();
  };
  return { events, put };
}

const REFUSAL = new AwsError({
  kind: 'THROTTLED',
  operation: 'events:PutEvents',
  code: 'ThrottlingException',
  message: '',
});

describe('a finished sweep', () => {
  it('is told with one event of numbers and codes, and of nothing that people named', async () => {
    const { context } = aFinishedSweep();
    const { events, put } = aBus();

    const announced = await announceSweep(RESULT, put, context);

    const [{ detail }] = events as [OwnEvent];
    expect(announced).toBe(true);
    expect(events).toMatchObject([{ source: 'catalog-sweep', detailType: 'Sweep Finished' }]);
    expect(SweepFinished.parse(detail)).toMatchObject({
      sweepId: SWEEP_ID,
      whole: true,
      targets: { planned: 1, swept: 1 },
    });
    expect(JSON.stringify(detail)).not.toContain('secret-project');
  });

  it('is told once, however often it is finished', async () => {
    const { context } = aFinishedSweep();
    const { events, put } = aBus();

    await announceSweep(RESULT, put, context);
    const again = await announceSweep({ ...RESULT, repeated: true }, put, context);

    expect(again).toBe(true);
    expect(events).toHaveLength(1);
  });

  it('is told by the next who finishes it when the bus refused, and did not fail by that', async () => {
    const { context } = aFinishedSweep();
    const { events, put } = aBus();

    const first = await announceSweep(RESULT, aBus(REFUSAL).put, context);
    const second = await announceSweep({ ...RESULT, repeated: true }, put, context);

    expect([first, second]).toEqual([false, true]);
    expect(events).toHaveLength(1);
  });

  it('that was narrowed down says so', async () => {
    const stage = aFinishedSweep();
    const sweep = aSweep();
    stage.work.putJson(workKeys.sweep(SWEEP_ID), {
      ...sweep,
      request: { ...sweep.request, accounts: ['111122223333'] },
    });
    const { events, put } = aBus();

    await announceSweep(RESULT, put, stage.context);

    expect(events).toMatchObject([{ detail: { whole: false } }]);
  });

  test.each([
    { name: "a doctor's run", mode: 'doctor' as const },
    { name: 'one that was never planned', mode: null },
  ])('$name is none', async ({ mode }) => {
    const { events, put } = aBus();

    expect(await announceSweep({ ...RESULT, mode }, put, aFinishedSweep().context)).toBe(false);
    expect(events).toEqual([]);
  });
});
