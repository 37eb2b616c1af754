import { describe, expect, it, test } from '@jest/globals';
import { TargetEntry } from '@catalog-sweep/core';
import { closedWave } from '../../../packages/core/src/decisions/closed-wave.ts';
import { targetEntry } from '../../../packages/core/src/decisions/target-entry.ts';
import { aLogEntry, aSweep, aTarget, SWEEP_ID } from '../builders.ts';

const wave = { sweepId: SWEEP_ID, wave: 'rest', request: aSweep().request };
const swept = { target: aTarget(), complete: true, notes: [], failure: undefined, entries: [] };

describe('promise 1: the line of a target', () => {
  it('counts what was found in a target that was swept', () => {
    const entries = [
      aLogEntry({ Outcome: 'UP_TO_DATE' }),
      aLogEntry({ Outcome: 'UPDATED', Outdated: true }),
      aLogEntry({ Outcome: 'UPDATE_FAILED', Outdated: true }),
      aLogEntry({ Outcome: 'UPDATE_TIMED_OUT', Outdated: true }),
    ];

    const line = targetEntry({ ...swept, entries, notes: ['first', 'second'] }, wave);

    expect(line).toEqual({
      SweepId: SWEEP_ID,
      Wave: 'rest',
      AccountNo: '111122223333',
      AccountName: 'Shop',
      OrganizationalUnit: 'Root/Workloads',
      Region: 'eu-west-1',
      Swept: true,
      Whole: true,
      Error: null,
      Reason: null,
      Notes: 'first; second',
      Scanned: 4,
      Outdated: 3,
      Updated: 1,
      Failed: 2,
    });
    expect(TargetEntry.safeParse(line).success).toBe(true);
  });

  test.each([
    {
      name: 'the real reason of a failure',
      failure: { error: 'ROLE_NOT_ASSUMABLE', reason: 'no such role' },
      error: 'ROLE_NOT_ASSUMABLE',
      reason: 'no such role',
    },
    {
      name: 'that nobody left a word',
      failure: undefined,
      error: 'NO_RESULT',
      reason: expect.stringContaining('neither a result nor an error'),
    },
  ])('of a target that was not swept says $name', ({ failure, error, reason }) => {
    const line = targetEntry({ ...swept, complete: false, failure }, wave);

    expect(line).toMatchObject({ Swept: false, Error: error, Reason: reason, Notes: null });
  });

  it('has no error for a target that was swept after a failed attempt', () => {
    const line = targetEntry({ ...swept, failure: { error: 'THROTTLED', reason: 'slow down' } }, wave);

    expect(line).toMatchObject({ Swept: true, Error: null, Reason: null });
  });
});

describe('the counts of a closed wave', () => {
  it('are the sums over its targets, with every failure and note', () => {
    const failure = { error: 'ACCESS_DENIED', reason: 'denied' };
    const targets = [
      targetEntry({ ...swept, entries: [aLogEntry({ Outdated: true }), aLogEntry()], notes: ['a note'] }, wave),
      targetEntry({ ...swept, target: aTarget({ region: 'us-east-1' }), complete: false, failure }, wave),
    ];

    const closed = closedWave(targets, { UP_TO_DATE: 2 });

    expect(closed).toEqual({
      targets: { planned: 2, swept: 1, failed: 1 },
      failures: [{ account: '111122223333', region: 'us-east-1', ...failure }],
      notes: [{ account: '111122223333', region: 'eu-west-1', note: 'a note' }],
      scanned: 2,
      outdated: 1,
      byOutcome: { UP_TO_DATE: 2 },
    });
  });
});
