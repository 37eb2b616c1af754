import { parse } from 'csv-parse/sync';
import { describe, expect, it, test } from '@jest/globals';
import { REPORTS } from '../../../packages/cli/src/reporting/report-views.ts';
import { aLogEntry } from '../a-sweep.ts';
import { aLogBucket, aSweepEntry, aTargetEntry, NEWER, OLDER, typed } from './a-log-bucket.ts';

const PLAY = { AccountNo: '500000000012', AccountName: 'play', OrganizationalUnit: 'Sandbox' };

/** Two accounts in two OUs and two whole sweeps: what failed in the first is up to date after the second; one account is not reached any more. */
function twoSweeps(): string {
  const folder = aLogBucket({
    sweepId: OLDER,
    products: [
      aLogEntry({ SweepId: OLDER, Outcome: 'UPDATE_FAILED', RootCause: 'no such engine', Errors: 'no such engine' }),
      aLogEntry({ ...PLAY, SweepId: OLDER, ProvisionedProductId: 'pp-2', ProductName: 'Cache', ProductId: 'prod-2' }),
      aLogEntry({ SweepId: OLDER, ProvisionedProductId: 'pp-3', ProvisionedProductName: 'gone' }),
    ],
    targets: [aTargetEntry({ SweepId: OLDER }), aTargetEntry({ ...PLAY, SweepId: OLDER })],
    sweeps: [
      aSweepEntry({ SweepId: OLDER, StartedTime: '2026-11-26 22:00:00.000', FinishedTime: '2026-11-26 22:10:00.000' }),
    ],
  });
  return aLogBucket({
    folder,
    products: [
      aLogEntry({
        SweepId: NEWER,
        Outcome: 'UPDATED',
        ScannedTime: '2026-12-03 22:00:01.000',
        UpdateTimestamp: '2026-12-03 22:09:00.000',
      }),
    ],
    targets: [aTargetEntry(), aTargetEntry({ ...PLAY, Swept: false, Error: 'ROLE_NOT_ASSUMABLE', Reason: 'no role' })],
    sweeps: [aSweepEntry({ TargetsPlanned: 2, TargetsFailed: 1 })],
  });
}

const folder = twoSweeps();

async function rowsOf(...args: readonly string[]): Promise<readonly Record<string, unknown>[]> {
  const { output, errors } = await typed(folder, 'report', ...args, '--format', 'json');
  expect(errors).toBe('');
  return JSON.parse(output) as readonly Record<string, unknown>[];
}

describe('catalog-sweep report', () => {
  it('tells on half a page how it is, what changed, and what was not reached', async () => {
    const { exitCode, output } = await typed(folder, 'report');

    expect(exitCode).toBe(0);
    expect(output).toContain(`Sweep ${NEWER} (update mode): COMPLETED`);
    expect(output).toContain('begun 2026-12-03 22:00 UTC, took 30 minutes; 1 of 2 targets swept');
    expect(output).toMatch(/up to date +1 +50\.0% +\+1 since 2026-11-26/);
    expect(output).toMatch(/failed +0 +0\.0% +-1 since 2026-11-26/);
    expect(output).toMatch(/unreachable +1 +50\.0%/);
    expect(output).toMatch(/play +eu-west-1 +ROLE_NOT_ASSUMABLE, since 2026-12-03/);
    expect(output.split('\n').length).toBeLessThan(40);
    for (const line of output.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
  });

  it('tells the same as one JSON document', async () => {
    const { output } = await typed(folder, 'report', '--format', 'json');

    expect(JSON.parse(output)).toMatchObject({
      sweep: { sweepid: NEWER, targetsfailed: 1 },
      states: { CURRENT: 1, UNREACHABLE: 1 },
      before: { startedtime: '2026-11-26 22:00:00.000', states: { FAILED: 1, OUTDATED: 2 } },
      unreached: [{ accountname: 'play', error: 'ROLE_NOT_ASSUMABLE', failedsweeps: 1 }],
    });
  });

  test.each(REPORTS)('prints $name in each format', async ({ name }) => {
    const rows = await rowsOf(name);
    const csv = await typed(folder, 'report', name, '--format', 'csv');
    const markdown = await typed(folder, 'report', name, '--format', 'markdown');
    const table = await typed(folder, 'report', name.replaceAll('_', '-'));

    expect(rows.length).toBeGreaterThan(0);
    expect(parse(csv.output, { columns: true })).toHaveLength(rows.length);
    expect(Object.keys(parse(csv.output, { columns: true })[0] as object)).toEqual(Object.keys(rows[0] ?? {}));
    expect(markdown.output.split('\n')).toHaveLength(rows.length + 2);
    expect(table.output.split('\n').length).toBeGreaterThan(rows.length);
    for (const line of table.output.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });

  it('tells current, unreachable and gone ones apart', async () => {
    const rows = await rowsOf('current_state');

    expect(Object.fromEntries(rows.map(({ provisionedproductid: id, state }) => [id, state]))).toEqual({
      'pp-1': 'CURRENT',
      'pp-2': 'UNREACHABLE',
      'pp-3': 'GONE',
    });
  });

  it.each([
    { name: 'an OU', args: ['--ou', 'Workloads'], ids: ['pp-1', 'pp-3'] },
    { name: 'an OU that only begins so', args: ['--ou', 'Work'], ids: [] },
    { name: 'an account by id', args: ['--account', '500000000012'], ids: ['pp-2'] },
    { name: 'an account by name', args: ['--account', 'play'], ids: ['pp-2'] },
    { name: 'several accounts', args: ['--account', 'play', '--account', 'shop-prod'], ids: ['pp-1', 'pp-2', 'pp-3'] },
    { name: 'a product by name', args: ['--product', 'Cache'], ids: ['pp-2'] },
    { name: 'a product by id', args: ['--product', 'prod-2'], ids: ['pp-2'] },
    { name: 'a day', args: ['--since', '2026-12-01'], ids: ['pp-1'] },
    { name: 'a name with a quote', args: ['--account', "O'Reilly"], ids: [] },
  ])('is narrowed to $name', async ({ args, ids }) => {
    const rows = await rowsOf('current_state', ...args);

    expect(rows.map(({ provisionedproductid: id }) => String(id)).toSorted()).toEqual(ids);
  });

  it('narrows sums and histories too, as if nothing else had been swept', async () => {
    const [whole] = await rowsOf('backlog', '--account', 'play');
    const history = await rowsOf('sweep_history', '--account', 'play');

    expect(whole).toMatchObject({ dimension: 'account', name: 'play', provisionedproducts: 1, unreachable: 1 });
    expect(history).toMatchObject([
      { sweepid: NEWER, targetsplanned: 1, targetsfailed: 1, scanned: 0 },
      { sweepid: OLDER, targetsplanned: 1, targetsfailed: 0, scanned: 1, shareuptodate: 0 },
    ]);
  });

  it('keeps a failure with its cause when it is mended, and says that it is not open', async () => {
    expect(await rowsOf('failures')).toMatchObject([
      { sweepid: OLDER, rootcause: 'no such engine', toversionname: 'v2', isopen: false },
    ]);
  });

  it.each([
    { name: 'an unknown view', args: ['failure'], says: 'no view failure; close: failures; there are' },
    { name: 'a day that is none', args: ['--since', '2026-02-30'], says: '--since 2026-02-30: a day looks like' },
    { name: 'half a page as CSV', args: ['--format', 'csv'], says: '--format csv is for a view' },
    { name: 'an unknown format', args: ['--format', 'xml'], says: "argument 'xml' is invalid" },
    { name: 'a folder with the hub', args: ['--on', 'hub'], says: '--log is for --on simulated' },
  ])('refuses $name in one line', async ({ args, says }) => {
    const { exitCode, errors } = await typed(folder, 'report', ...args);

    expect(exitCode).toBe(2);
    expect(errors).toMatch(/^error: [^\n]+$/);
    expect(errors).toContain(says);
  });
});

describe('a sweep that found nothing at all', () => {
  const empty = aLogBucket({ products: [], targets: [aTargetEntry({ Scanned: 0, Outdated: 0 })] });

  it('is reported all the same', async () => {
    const { exitCode, output } = await typed(empty, 'report');

    expect(exitCode).toBe(0);
    expect(output).toMatch(/up to date +0/);
  });

  test.each(REPORTS)('has $name in each format', async ({ name }) => {
    for (const format of ['table', 'csv', 'json', 'markdown']) {
      expect(await typed(empty, 'report', name, '--format', format)).toMatchObject({ exitCode: 0, errors: '' });
    }
  });
});
