import { describe, expect, it, test } from '@jest/globals';
import type { SweepSummary } from '@catalog-sweep/core';
import { causesIn, digest, type DigestFacts } from '../../../packages/core/src/decisions/digest.ts';
import { SWEEP_ID } from '../builders.ts';

function aSummary(parts: Partial<SweepSummary> = {}): SweepSummary {
  return {
    sweepId: SWEEP_ID,
    mode: 'update',
    status: 'COMPLETED',
    reason: null,
    startedAt: '2026-11-26 22:00:00.000',
    finishedAt: '2026-11-26 22:45:30.000',
    targets: { planned: 4000, swept: 4000, failed: 0, failures: [], notes: [] },
    products: { scanned: 40_000, outdated: 900, byOutcome: { UP_TO_DATE: 39_100, UPDATED: 880, UPDATE_FAILED: 20 } },
    updates: [],
    reconciled: true,
    problems: [],
    log: { location: 's3://logs/ServiceCatalogLogs/dt=2026-11-26/', entries: 40_000 },
    ...parts,
  };
}

function told(parts: Partial<DigestFacts> = {}) {
  return digest({ summary: aSummary(), before: undefined, causes: [], ...parts });
}

const BEFORE = {
  SweepId: '20261119T220000Z-1a2b3c4d',
  Mode: 'update' as const,
  Status: 'COMPLETED' as const,
  Reason: null,
  Whole: true,
  StartedTime: '2026-11-19 22:00:00.000',
  FinishedTime: '2026-11-19 22:45:30.000',
  TargetsPlanned: 4000,
  TargetsSwept: 3990,
  TargetsFailed: 10,
  Scanned: 39_000,
  Outdated: 900,
  ByOutcome: { UP_TO_DATE: 38_000, UPDATED: 900, UPDATE_FAILED: 10, HELD: 15 },
  Reconciled: true,
};

describe('the digest of a sweep', () => {
  it('says first how it ended, then the numbers, and where to look', () => {
    const { subject, message } = told();

    expect(subject).toBe('catalog-sweep COMPLETED, 880 updated, 20 failed');
    expect(message.split('\n')).toEqual([
      `Sweep ${SWEEP_ID} (update mode): COMPLETED`,
      '2026-11-26 22:00 to 2026-11-26 22:45 UTC',
      '',
      'Numbers',
      '  provisioned products    40,000',
      '    up to date now        39,980',
      '    updated                  880',
      '    failed                    20',
      '  targets                  4,000',
      '    not swept                  0',
      '',
      'Where to look',
      `  catalog-sweep status ${SWEEP_ID}`,
      '  catalog-sweep report failures --on hub',
      '  catalog-sweep dashboard --on hub --open',
      `  s3://logs/catalog-sweep/dashboard/${SWEEP_ID}.html`,
      '  s3://logs/ServiceCatalogLogs/dt=2026-11-26/',
    ]);
  });

  it('tells the change since the sweep before', () => {
    const { message } = told({ before: BEFORE });

    expect(message).toContain('Numbers (change since 2026-11-19)');
    expect(message).toMatch(/provisioned products +40,000 {2}\+1,000\n/);
    expect(message).toMatch(/up to date now +39,980 {2}\+1,080\n/);
    expect(message).toMatch(/updated +880 {2}-20\n/);
    expect(message).toMatch(/failed +20 {2}-5\n/);
    expect(message).toMatch(/targets +4,000 {2}=\n/);
  });

  it('tells causes with how many and where, the most frequent first, and how many there are more', () => {
    const causes = Array.from({ length: 7 }, (_, index) => ({
      cause: `cause ${index}`,
      provisionedProducts: 10 - index,
      accounts: ['a', 'b', 'c', 'd', 'e'],
    }));

    const { message } = told({ causes });

    expect(message).toContain('What failed, and why\n  10 x cause 0 (a, b, c and 2 more)\n  9 x cause 1');
    expect(message).toContain('  and 2 more causes\n');
    expect(message).not.toContain('cause 5');
  });

  it('names targets that were not swept, with why', () => {
    const failures = Array.from({ length: 12 }, (_, index) => ({
      account: String(500_000_000_000 + index),
      region: 'eu-west-1',
      error: 'ROLE_NOT_ASSUMABLE',
      reason: 'no role',
    }));

    const { subject, message } = told({
      summary: aSummary({ targets: { planned: 4000, swept: 3988, failed: 12, failures, notes: [] } }),
    });

    expect(subject).toContain('12 targets not swept');
    expect(message).toContain('Not swept\n  500000000000 eu-west-1: ROLE_NOT_ASSUMABLE: no role\n');
    expect(message).toContain('  and 2 more targets');
  });

  test.each([
    { status: 'STOPPED' as const, reason: 'incident 4711', subject: 'catalog-sweep STOPPED, 880 updated, 20 failed' },
    {
      status: 'FAILED' as const,
      reason: 'plan-updates: AccessDenied',
      subject: 'catalog-sweep FAILED, 880 updated, 20 failed',
    },
  ])('says why it ended as $status', ({ status, reason, subject }) => {
    const mail = told({ summary: aSummary({ status, reason }) });

    expect(mail.subject).toBe(subject);
    expect(mail.message).toContain(`: ${status}\n${reason}\n`);
  });

  it('says what a report found, and that a log does not add up', () => {
    const mail = told({
      summary: aSummary({ mode: 'report', reconciled: false, problems: ['wave all: a line is missing'] }),
    });

    expect(mail.subject).toBe('catalog-sweep COMPLETED, does not reconcile, 900 outdated, 20 failed');
    expect(mail.message).toContain('The log does not add up:\n  wave all: a line is missing');
  });

  it('reads well in a mail: no line is wider than 72 characters but for words that are, and no name does anything', () => {
    const hostile = 'line one\r\nSubject: else\u001B[31m\u202Egnp '.repeat(40);
    const { subject, message } = told({
      summary: aSummary({
        reason: hostile,
        targets: {
          planned: 1,
          swept: 0,
          failed: 1,
          failures: [{ account: '500000000000', region: 'eu-west-1', error: 'X', reason: hostile }],
          notes: [],
        },
      }),
      causes: [{ cause: hostile, provisionedProducts: 1, accounts: [hostile] }],
    });

    for (const line of message.split('\n')) {
      expect(line.length <= 74 || !line.trim().includes(' ')).toBe(true);
      expect(line).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
    }
    expect(message).not.toContain('\nSubject: else');
    expect(subject).toMatch(/^[ -~]{1,100}$/);
  });

  it('stays small, however large the sweep was', () => {
    const failures = Array.from({ length: 40_000 }, () => ({
      account: '500000000000',
      region: 'eu-west-1',
      error: 'ROLE_NOT_ASSUMABLE',
      reason: 'x'.repeat(4000),
    }));
    const causes = Array.from({ length: 5000 }, (_, index) => ({
      cause: `${index} ${'y '.repeat(150)}`,
      provisionedProducts: 1,
      accounts: ['shop'],
    }));

    const { message } = told({
      summary: aSummary({ targets: { planned: 40_000, swept: 0, failed: 40_000, failures, notes: [] } }),
      causes,
    });

    // https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
    expect(Buffer.byteLength(message)).toBeLessThan(16_000);
  });
});

describe('the causes of a sweep', () => {
  it('are those of its failed lines, gathered, with the accounts in their order', () => {
    const entries = [
      { RootCause: 'no engine', AccountName: 'shop' },
      { RootCause: null, AccountName: 'shop' },
      { RootCause: 'no queue', AccountName: 'play' },
      { RootCause: 'no engine', AccountName: 'bank' },
      { RootCause: 'no engine', AccountName: 'shop' },
    ];

    expect(causesIn(entries)).toEqual([
      { cause: 'no engine', provisionedProducts: 3, accounts: ['bank', 'shop'] },
      { cause: 'no queue', provisionedProducts: 1, accounts: ['play'] },
    ]);
  });
});
