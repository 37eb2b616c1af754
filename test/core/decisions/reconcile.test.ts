import { describe, expect, it, test } from '@jest/globals';
import type { ClosedWave } from '@catalog-sweep/core';
import { countWave, reconcileWave, type WaveCount } from '../../../packages/core/src/decisions/reconcile.ts';
import { targetEntry } from '../../../packages/core/src/decisions/target-entry.ts';
import { aLogEntry, aSweep, aTarget, SWEEP_ID } from '../builders.ts';

const aTargetLine = (region: string) =>
  targetEntry(
    { target: aTarget({ region }), complete: true, notes: [], failure: undefined, entries: [] },
    { sweepId: SWEEP_ID, wave: 'rest', request: aSweep().request },
  );

describe('counting the lines of a wave', () => {
  it('counts targets, provisioned products and outcomes', () => {
    const count = countWave(
      [aTargetLine('eu-west-1'), aTargetLine('us-east-1')],
      [
        aLogEntry({ ProvisionedProductId: 'pp-1', Outcome: 'UPDATED' }),
        aLogEntry({ ProvisionedProductId: 'pp-2', Outcome: 'UPDATED' }),
        aLogEntry({ ProvisionedProductId: 'pp-3', Outcome: 'HELD' }),
      ],
    );

    expect(count).toEqual({ targets: 2, products: 3, byOutcome: { UPDATED: 2, HELD: 1 }, repeated: [], damaged: 0 });
  });

  it('finds lines that are there twice, and lines that are no entries', () => {
    const count = countWave(
      [aTargetLine('eu-west-1'), aTargetLine('eu-west-1'), undefined],
      [aLogEntry(), aLogEntry(), undefined],
    );

    expect(count.repeated).toEqual(['111122223333/eu-west-1', '111122223333/eu-west-1/pp-1']);
    expect(count.damaged).toBe(2);
  });
});

describe('scanned = the sum over outcomes = lines of the log, planned targets = lines of the targets log', () => {
  const wave = { name: 'rest', targets: 2 };
  const closed: ClosedWave = {
    targets: { planned: 2, swept: 1, failed: 1 },
    failures: [],
    notes: [],
    scanned: 3,
    outdated: 0,
    byOutcome: { HELD: 3 },
  };
  const count: WaveCount = { targets: 2, products: 3, byOutcome: { HELD: 3 }, repeated: [], damaged: 0 };

  it('has no problem when all adds up', () => {
    const problems = reconcileWave(wave, closed, count);

    expect(problems).toEqual([]);
  });

  test.each([
    {
      name: 'a missing target',
      count: { ...count, targets: 1 },
      closed,
      problem: 'wave rest: 2 targets were planned, the targets log has 1 lines',
    },
    {
      name: 'a target that nobody closed',
      count,
      closed: { ...closed, targets: { planned: 1, swept: 1, failed: 0 } },
      problem: 'wave rest: 2 targets were planned, 1 were swept and 0 failed',
    },
    {
      name: 'a missing product',
      count: { ...count, products: 2 },
      closed,
      problem: 'wave rest: 3 provisioned products were scanned, the log has 2 lines',
    },
    {
      name: 'a product without an outcome',
      count: { ...count, byOutcome: { HELD: 2 } },
      closed,
      problem: 'wave rest: 3 provisioned products were scanned, 2 have an outcome',
    },
    {
      name: 'a damaged line',
      count: { ...count, damaged: 1 },
      closed,
      problem: 'wave rest: 1 lines of the logs are damaged',
    },
    {
      name: 'a repeated line',
      count: { ...count, repeated: ['a/b/pp-1'] },
      closed,
      problem: 'wave rest: more than one line of a/b/pp-1',
    },
  ])('tells of $name', ({ count, closed, problem }) => {
    const problems = reconcileWave(wave, closed, count);

    expect(problems).toEqual([problem]);
  });
});
