import { OUTCOMES, UsageError, type LogEntry } from '@catalog-sweep/core';
import { describe, expect, it } from '@jest/globals';
import { retryRequest } from '../../../packages/cli/src/hub/retry-request.ts';
import { aSweep, SWEEP_ID } from '../../core/builders.ts';
import { aLogEntry, aSweepResult } from '../a-sweep.ts';

const SHOP = '500000000011';

function retry(entries: readonly LogEntry[], failures: readonly string[] = []) {
  const { summary } = aSweepResult({
    targets: {
      planned: 2,
      swept: 2 - failures.length,
      failed: failures.length,
      failures: failures.map((account) => ({ account, region: 'eu-west-1', error: 'AccessDenied', reason: 'no role' })),
      notes: [],
    },
  });
  return retryRequest({ sweep: aSweep(), summary, entries }, 'update');
}

const failed = (parts: Partial<LogEntry> = {}) => aLogEntry({ Outcome: 'UPDATE_FAILED', ...parts });

describe('what is retried', () => {
  it('is what failed, timed out, was stopped, quarantined or held, and nothing else', () => {
    const entries = OUTCOMES.map((outcome) => aLogEntry({ Outcome: outcome, ProvisionedProductId: outcome }));

    const { retry: retried, ...others } = retry(entries);

    expect(others).toEqual({ contractVersion: 1, trigger: 'request', mode: 'update', fix: false, retryFailed: true });
    expect(retried?.sweepId).toBe(SWEEP_ID);
    expect(retried?.targets.flatMap(({ provisionedProducts }) => provisionedProducts).toSorted()).toEqual([
      'HELD',
      'QUARANTINED',
      'STOPPED',
      'UPDATE_FAILED',
      'UPDATE_TIMED_OUT',
    ]);
  });

  it('is told by account and Region', () => {
    const entries = [
      failed({ ProvisionedProductId: 'pp-1' }),
      failed({ ProvisionedProductId: 'pp-2', Region: 'eu-central-1' }),
      failed({ ProvisionedProductId: 'pp-3' }),
    ];

    expect(retry(entries).retry?.targets).toEqual([
      { account: SHOP, region: 'eu-west-1', provisionedProducts: ['pp-1', 'pp-3'] },
      { account: SHOP, region: 'eu-central-1', provisionedProducts: ['pp-2'] },
    ]);
  });

  it('is the whole target where it could not be looked at, whatever of it was', () => {
    expect(retry([failed()], [SHOP]).retry?.targets).toEqual([
      { account: SHOP, region: 'eu-west-1', provisionedProducts: null },
    ]);
  });
});

describe('a retry is refused', () => {
  it('when nothing was left undone', () => {
    expect(() => retry([aLogEntry()])).toThrow(
      new UsageError([`nothing is left to retry of ${SWEEP_ID}: no update and no target failed`]),
    );
  });

  it('when more was left undone than one request holds', () => {
    const many = Array.from({ length: 15_000 }, (_, index) =>
      failed({ ProvisionedProductId: `pp-${index}`.padEnd(16, 'x') }),
    );

    expect(() => retry(many)).toThrow(/left too much undone for one request .* sweep account by account/);
  });
});
