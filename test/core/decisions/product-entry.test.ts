import { describe, expect, it, test } from '@jest/globals';
import { LogEntry } from '@catalog-sweep/core';
import { productEntry } from '../../../packages/core/src/decisions/product-entry.ts';
import { aCandidate, aLogEntry, anUpdateEnd, SWEEP_START } from '../builders.ts';

describe('the log line of a provisioned product', () => {
  it('is what the scan found when there is nothing to update', () => {
    const entry = aLogEntry({ Outcome: 'NOT_OPTED_IN', Outdated: true });

    const line = productEntry({ entry, update: null }, { kind: 'no plan' });

    expect(line).toEqual(entry);
  });

  it('takes over how the update ended', () => {
    const line = productEntry(aCandidate(), { kind: 'ended', end: anUpdateEnd() });

    expect(line).toEqual({
      ...aCandidate().entry,
      Outcome: 'UPDATED',
      Reason: 'updated from v1 to v2',
      Errors: null,
      UpdateStatus: 'SUCCEEDED',
      UpdateStartedTime: '2026-11-26 22:01:00.000',
      UpdateTimestamp: '2026-11-26 22:02:00.000',
      RecordId: 'rec-2',
      ProvisionedProductStatus: 'AVAILABLE',
      LaunchRoleArn: 'arn:aws:iam::111122223333:role/Launch',
    });
    expect(LogEntry.safeParse(line).success).toBe(true);
  });

  it('keeps what the scan saw where the end knows nothing', () => {
    const candidate = aCandidate({}, { ProvisionedProductStatus: 'TAINTED', LaunchRoleArn: 'arn:role' });
    const end = anUpdateEnd({ provisionedProductStatus: null, launchRoleArn: null });

    const line = productEntry(candidate, { kind: 'ended', end });

    expect(line).toMatchObject({ ProvisionedProductStatus: 'TAINTED', LaunchRoleArn: 'arn:role' });
  });

  test.each([
    { name: 'left alone', end: anUpdateEnd({ outcome: 'UNDER_CHANGE', recordId: null, startedAt: null }), time: null },
    { name: 'quarantined', end: anUpdateEnd({ outcome: 'QUARANTINED', recordId: null, startedAt: null }), time: null },
    {
      name: 'stopped while it went on',
      end: anUpdateEnd({ outcome: 'STOPPED', endedAt: SWEEP_START }),
      time: '2026-11-26 22:00:00.000',
    },
    {
      name: 'refused by AWS',
      end: anUpdateEnd({ outcome: 'UPDATE_FAILED', recordId: null, endedAt: SWEEP_START }),
      time: '2026-11-26 22:00:00.000',
    },
  ])('has the time $time for an update that was $name', ({ end, time }) => {
    const line = productEntry(aCandidate(), { kind: 'ended', end });

    expect(line.UpdateTimestamp).toBe(time);
  });

  test.each([
    {
      name: 'planned in report mode',
      mode: 'report' as const,
      fate: { kind: 'planned' as const },
      outcome: 'UPDATE_AVAILABLE',
      reason: 'can be updated from v1 to v2',
    },
    {
      name: 'over the limit of a report (the plan is the same)',
      mode: 'report' as const,
      fate: { kind: 'over the limit' as const, maxUpdates: 5 },
      outcome: 'DEFERRED',
      reason: 'over the limit of 5 updates per sweep',
    },
    {
      name: 'over the limit',
      mode: 'update' as const,
      fate: { kind: 'over the limit' as const, maxUpdates: 5 },
      outcome: 'DEFERRED',
      reason: 'over the limit of 5 updates per sweep',
    },
    {
      name: 'never planned',
      mode: 'update' as const,
      fate: { kind: 'no plan' as const },
      outcome: 'STOPPED',
      reason: 'the sweep ended before its updates were planned',
    },
    {
      name: 'never planned in report mode',
      mode: 'report' as const,
      fate: { kind: 'no plan' as const },
      outcome: 'UPDATE_AVAILABLE',
      reason: 'can be updated from v1 to v2',
    },
  ])('is $outcome for an update that was $name', ({ mode, fate, outcome, reason }) => {
    const line = productEntry(aCandidate({}, { Mode: mode }), fate);

    expect(line).toMatchObject({ Outcome: outcome, Reason: reason, UpdateTimestamp: null, RecordId: null });
  });
});
