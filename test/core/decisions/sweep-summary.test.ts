import { describe, expect, it } from '@jest/globals';
import { SweepEntry, SweepSummary } from '@catalog-sweep/core';
import { type FinishedWave, sweepEntry, sweepSummary } from '../../../packages/core/src/decisions/sweep-summary.ts';
import { aPlannedUpdate, aSweep, SWEEP_ID, SWEEP_START } from '../builders.ts';

const end = { status: 'COMPLETED' as const, reason: null, finishedAt: SWEEP_START + 1, location: 's3://logs/x/' };
const sweep = aSweep({
  waves: [
    { name: 'first', targets: 2 },
    { name: 'rest', targets: 3 },
  ],
});

function aFinishedWave(parts: Partial<FinishedWave> = {}): FinishedWave {
  return {
    closed: {
      targets: { planned: 2, swept: 1, failed: 1 },
      failures: [{ account: '111111111111', region: 'eu-west-1', error: 'ACCESS_DENIED', reason: 'no' }],
      notes: [],
      scanned: 4,
      outdated: 2,
      byOutcome: { HELD: 4 },
    },
    count: { targets: 2, products: 4, byOutcome: { HELD: 4 }, repeated: [], damaged: 0 },
    updates: [],
    problems: [],
    ...parts,
  };
}

describe('the summary of a sweep', () => {
  it('sums up its waves', () => {
    const other = aFinishedWave({
      count: { targets: 3, products: 4, byOutcome: { HELD: 1, UP_TO_DATE: 3 }, repeated: [], damaged: 0 },
    });

    const summary = SweepSummary.parse(sweepSummary(sweep, [aFinishedWave(), other], end));

    expect(summary).toMatchObject({
      targets: { planned: 5, swept: 2, failed: 2 },
      products: { scanned: 8, outdated: 4, byOutcome: { UP_TO_DATE: 3, HELD: 5 } },
      log: { location: 's3://logs/x/', entries: 8 },
      reconciled: true,
    });
    expect(summary.targets.failures).toHaveLength(2);
  });

  it('lists the outcomes in the order of their contract, whichever came up first', () => {
    const wave = aFinishedWave({
      count: { targets: 2, products: 4, byOutcome: { UPDATED: 1, HELD: 2, UP_TO_DATE: 1 }, repeated: [], damaged: 0 },
    });

    const summary = sweepSummary(sweep, [wave], end);

    expect(Object.keys(summary.products.byOutcome)).toEqual(['UP_TO_DATE', 'HELD', 'UPDATED']);
  });

  it('lists the updates in the order of the plans, and one without a line as not made', () => {
    const first = aFinishedWave({
      updates: [{ update: aPlannedUpdate({ provisionedProductId: 'pp-2' }), outcome: 'UPDATED', reason: 'done' }],
    });
    const rest = aFinishedWave({
      updates: [{ update: aPlannedUpdate({ provisionedProductId: 'pp-1' }), outcome: undefined, reason: null }],
      problems: ['wave rest: a line is missing'],
    });

    const summary = sweepSummary(sweep, [first, rest], end);

    expect(summary.updates).toMatchObject([
      { provisionedProductId: 'pp-2', from: 'v1', to: 'v2', outcome: 'UPDATED', reason: 'done' },
      { provisionedProductId: 'pp-1', outcome: 'STOPPED', reason: 'it has no line in the log' },
    ]);
    expect(summary).toMatchObject({ reconciled: false, problems: ['wave rest: a line is missing'] });
  });

  it('is the line of the sweep, in short', () => {
    const summary = sweepSummary(sweep, [aFinishedWave()], { ...end, status: 'STOPPED', reason: 'freeze' });

    const line = SweepEntry.parse(sweepEntry(summary, sweep.request));

    expect(line).toMatchObject({
      SweepId: SWEEP_ID,
      Status: 'STOPPED',
      Reason: 'freeze',
      Whole: true,
      StartedTime: '2026-11-26 22:00:00.000',
      TargetsPlanned: 5,
      ByOutcome: { HELD: 4 },
      Reconciled: true,
    });
  });
});
