import { describe, expect, it } from '@jest/globals';
import { OUTCOMES } from '@catalog-sweep/core';
import { renderReport } from '../../packages/cli/src/render/report.ts';
import { aSweepResult } from './a-sweep.ts';
import { RecordedTerminal } from './a-terminal.ts';

const CALL = { program: 'catalog-sweep', on: 'simulated' as const, options: [], stateFolder: [] };
const SETTINGS = { columns: 80, colours: new RecordedTerminal().colours, call: CALL };
const REASON = 'sts:AssumeRole: AccessDenied: User is not authorized to perform sts:AssumeRole';

function failuresOf(count: number) {
  return Array.from({ length: count }, (_, index) => ({
    account: String(500_000_000_000 + index),
    region: 'eu-west-1',
    error: 'ROLE_NOT_ASSUMABLE',
    reason: `${REASON} in ${index}`,
  }));
}

describe('the report of a sweep', () => {
  it('fits into 80 columns, whatever it has to tell', () => {
    const [update] = aSweepResult().summary.updates;
    if (update === undefined) throw new Error('the example has an update');
    const { summary } = aSweepResult({
      targets: {
        planned: 3,
        swept: 2,
        failed: 1,
        failures: failuresOf(1),
        notes: [{ account: '500000000011', region: 'eu-west-1', note: 'word '.repeat(60).trim() }],
      },
      products: { scanned: 21, outdated: 21, byOutcome: Object.fromEntries(OUTCOMES.map((outcome) => [outcome, 1])) },
      updates: [{ ...update, outcome: 'UPDATE_FAILED', reason: 'because '.repeat(40).trim() }],
      log: { location: 's3://l/', entries: 21 },
    });

    const lines = renderReport({ summary, apiCalls: {} }, SETTINGS).split('\n');

    expect(lines.filter((line) => line.length > 80)).toEqual([]);
  });

  it('tells an account that is out of reach once, with all of its Regions', () => {
    const failures = ['eu-west-1', 'us-east-1'].map((region) => ({
      account: '500000000061',
      region,
      error: 'ROLE_NOT_ASSUMABLE',
      reason: REASON,
    }));

    const report = renderReport(
      aSweepResult({ targets: { planned: 2, swept: 0, failed: 2, failures, notes: [] } }),
      SETTINGS,
    );

    expect(report).toContain('ROLE_NOT_ASSUMABLE 500000000061 eu-west-1, us-east-1');
  });

  it('tells once what is true of many accounts', () => {
    const failures = failuresOf(12).map((failure) => ({ ...failure, reason: REASON }));

    const report = renderReport(
      aSweepResult({ targets: { planned: 12, swept: 0, failed: 12, failures, notes: [] } }),
      SETTINGS,
    );

    expect(report.split('AccessDenied')).toHaveLength(2);
    expect(report).toContain('500000000009 eu-west-1; and 2 more accounts');
  });

  it('shows failures first when not all updates can be shown', () => {
    const [update] = aSweepResult().summary.updates;
    if (update === undefined) throw new Error('the example has an update');
    const many = Array.from({ length: 60 }, (_, index) => ({ ...update, name: `db-${index}` }));
    const failed = { ...update, name: 'broken-db', outcome: 'UPDATE_FAILED' as const, reason: 'no such engine' };

    const report = renderReport(aSweepResult({ updates: [...many, failed] }), SETTINGS);

    expect(report).toMatch(/Updates, failures first\n {2}UPDATE_FAILED {2}broken-db/);
    expect(report).toContain('no such engine');
    expect(report).toContain('… and 21 more: see the log');
  });

  it('breaks the line of an update whose names are long', () => {
    const [update] = aSweepResult().summary.updates;
    if (update === undefined) throw new Error('the example has an update');
    const name = 'a-provisioned-product-with-a-name-that-tells-all-about-its-purpose';

    const report = renderReport(aSweepResult({ updates: [{ ...update, name }] }), SETTINGS);

    expect(report).toContain(`  UPDATED  ${name}\n           MySQL RDS v1 -> v2\n           500000000011 eu-west-1`);
  });

  it('counts what would be too much to print', () => {
    const report = renderReport(
      aSweepResult({ targets: { planned: 90, swept: 0, failed: 90, failures: failuresOf(90), notes: [] } }),
      SETTINGS,
    );

    expect(report).toContain('… and 50 more: see the log');
  });

  it('shows the plan in report mode, and the command that makes it', () => {
    const [update] = aSweepResult().summary.updates;
    const updates = update === undefined ? [] : [{ ...update, outcome: 'UPDATE_AVAILABLE' as const }];

    const report = renderReport(aSweepResult({ mode: 'report', updates }), SETTINGS);

    expect(report).toContain('The plan: update mode would make these updates');
    expect(report).toContain('Next: catalog-sweep sweep --mode update');
  });

  it('says what does not reconcile', () => {
    const report = renderReport(
      aSweepResult({ reconciled: false, problems: ['wave all: 3 lines for 4 targets'] }),
      SETTINGS,
    );

    expect(report).toContain('It does not reconcile:\n  wave all: 3 lines for 4 targets');
  });

  it('keeps to its lines when a reason from AWS has lines of its own', () => {
    const [update] = aSweepResult().summary.updates;
    if (update === undefined) throw new Error('the example has an update');
    const failed = { ...update, outcome: 'UPDATE_FAILED' as const, reason: 'first line\nsecond line' };

    const report = renderReport(aSweepResult({ updates: [failed] }), SETTINGS);

    expect(report).toContain('\n                 first line second line');
  });

  it('says so when nothing was found', () => {
    const nothing = { products: { scanned: 0, outdated: 0, byOutcome: {} }, updates: [] };

    expect(renderReport(aSweepResult(nothing), SETTINGS)).toContain('No provisioned product was found.');
  });
});
