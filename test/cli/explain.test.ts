import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { LogEntry } from '@catalog-sweep/core';
import { run } from '@catalog-sweep/cli';
import { aLogEntry } from './a-sweep.ts';
import { RecordedTerminal } from './a-terminal.ts';

/** A folder of product logs: lines by sweep id. */
function aLogFolder(sweeps: Readonly<Record<string, readonly (LogEntry | string)[]>>): string {
  const folder = join(mkdtempSync(join(tmpdir(), 'explain-')), 'ServiceCatalogLogs');
  for (const [sweepId, lines] of Object.entries(sweeps)) {
    const day = join(folder, `dt=${sweepId.slice(0, 4)}-${sweepId.slice(4, 6)}-${sweepId.slice(6, 8)}`);
    mkdirSync(day, { recursive: true });
    const text = lines
      .map((line) => `${typeof line === 'string' ? line : JSON.stringify({ ...line, SweepId: sweepId })}\n`)
      .join('');
    writeFileSync(join(day, `${sweepId}-all.jsonl`), text);
  }
  return folder;
}

async function explain(args: readonly string[], folder: string) {
  const terminal = new RecordedTerminal();
  const exitCode = await run(['explain', ...args, '--log', folder], terminal);
  return { exitCode, terminal };
}

const NEWER = '20261203T220000Z-00000002';
const OLDER = '20261126T220000Z-00000001';

describe('catalog-sweep explain', () => {
  it('says in sentences why a provisioned product was not updated, and what to do', async () => {
    const { exitCode, terminal } = await explain(['orders-db'], aLogFolder({ [OLDER]: [aLogEntry()] }));

    expect(exitCode).toBe(0);
    for (const part of [
      'orders-db (pp-1) in shop-prod (500000000011), eu-west-1',
      'NEEDS_PARAMETERS',
      'Reason: v2 needs a value for AdminRoleArn.',
      'The newest eligible version is v2: it was 1 version behind, for 52 days.',
      'What to do: Update it once by hand',
    ]) {
      expect(terminal.output.replaceAll(/\s+/g, ' ')).toContain(part);
    }
  });

  it('finds by id too, and takes the newest sweep', async () => {
    const folder = aLogFolder({
      [OLDER]: [aLogEntry()],
      [NEWER]: [aLogEntry({ Outcome: 'UP_TO_DATE', Reason: null, Outdated: false })],
    });

    const { terminal } = await explain(['pp-1', '--json'], folder);

    expect(JSON.parse(terminal.output)).toMatchObject({
      outcome: 'UP_TO_DATE',
      entry: { ProvisionedProductId: 'pp-1' },
    });
  });

  it('takes an older sweep when the newest was narrowed to others', async () => {
    const folder = aLogFolder({
      [OLDER]: [aLogEntry()],
      [NEWER]: [aLogEntry({ ProvisionedProductId: 'pp-2', ProvisionedProductName: 'other' })],
    });

    const { exitCode, terminal } = await explain(['orders-db'], folder);

    expect(exitCode).toBe(0);
    expect(terminal.output.replaceAll(/\s+/g, ' ')).toContain(
      `The newest sweep, ${NEWER}, has no line of it; this is what the sweep ${OLDER} says.`,
    );
  });

  it('asks which one is meant when several have the name, and then takes account and Region', async () => {
    const twin = aLogEntry({ ProvisionedProductId: 'pp-2', AccountNo: '500000000012' });
    const folder = aLogFolder({ [OLDER]: [aLogEntry(), twin] });

    const unclear = await explain(['orders-db'], folder);
    const clear = await explain(['orders-db', '--account', '500000000012', '--json'], folder);

    expect(unclear.exitCode).toBe(2);
    expect(unclear.terminal.errors).toContain('2 provisioned products are named orders-db; say which');
    expect(JSON.parse(clear.terminal.output)).toMatchObject({ entry: { ProvisionedProductId: 'pp-2' } });
  });

  it('lists only some of many that have one name', async () => {
    const twins = Array.from({ length: 15 }, (_, index) =>
      aLogEntry({ ProvisionedProductId: `pp-${index}`, AccountNo: String(500_000_000_000 + index) }),
    );

    const { terminal } = await explain(['orders-db'], aLogFolder({ [OLDER]: twins }));

    expect(terminal.errors).toContain('15 provisioned products are named orders-db');
    expect(terminal.errors).toMatch(/ and 5 more$/);
  });

  it('does not name as close what is in another account than the one that was asked for', async () => {
    const folder = aLogFolder({ [OLDER]: [aLogEntry()] });

    const { exitCode, terminal } = await explain(['orders-db', '--account', '500000000099'], folder);

    expect(exitCode).toBe(2);
    expect(terminal.errors).toBe('error: no provisioned product orders-db in the log of 500000000099');
  });

  it('tells what was tried: the record, its times, and the root cause once', async () => {
    const entry = aLogEntry({
      Outcome: 'UPDATE_FAILED',
      Reason: 'the update to v2 failed: Database: no such engine.',
      Errors: 'Database: no such engine.',
      RecordId: 'rec-1',
      UpdateStatus: 'FAILED',
      UpdateStartedTime: '2026-11-26 22:00:05.000',
      UpdateTimestamp: '2026-11-26 22:10:00.000',
      ProvisionedProductStatus: 'TAINTED',
    });

    const { terminal } = await explain(['orders-db'], aLogFolder({ [OLDER]: [entry] }));

    const text = terminal.output.replaceAll(/\s+/g, ' ');
    expect(text).toContain(
      'the record rec-1 of Service Catalog: it began on 2026-11-26 22:00:05 UTC, ended on 2026-11-26 22:10:00 UTC, has the status FAILED.',
    );
    expect(text).toContain('Its status in Service Catalog was TAINTED');
    expect(text.split('no such engine')).toHaveLength(2);
  });

  it('names what is close to a name that nobody has', async () => {
    const { exitCode, terminal } = await explain(['order-db'], aLogFolder({ [OLDER]: [aLogEntry()] }));

    expect(exitCode).toBe(2);
    expect(terminal.errors).toBe('error: no provisioned product order-db in the log; close: orders-db');
  });

  it.each([
    { name: 'no JSON', line: '{"half":', says: 'this is no JSON' },
    { name: 'another shape', line: '{"Outcome":"UPDATED"}', says: 'the log is damaged' },
  ])('says file and line of a damaged log: $name', async ({ line, says }) => {
    const { exitCode, terminal } = await explain(
      ['orders-db'],
      aLogFolder({ [OLDER]: [aLogEntry({ ProvisionedProductName: 'x' }), line] }),
    );

    expect(exitCode).toBe(2);
    expect(terminal.errLines).toHaveLength(1);
    expect(terminal.errors).toContain(`${OLDER}-all.jsonl, line 2`);
    expect(terminal.errors).toContain(says);
  });

  it('says so when what should hold the log is no folder', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'explain-'));
    writeFileSync(join(folder, 'log'), '');

    const { exitCode, terminal } = await explain(['orders-db'], join(folder, 'log'));

    expect(exitCode).toBe(2);
    expect(terminal.errors).toMatch(/^error: .*log cannot be read: ENOTDIR/);
  });

  it('finds the product log in a state folder, below whatever prefix, and not the logs beside it', async () => {
    const stateFolder = mkdtempSync(join(tmpdir(), 'state-'));
    const bucket = join(stateFolder, 'buckets', 'logs');
    mkdirSync(join(bucket, 'catalog-sweep', 'targets', 'dt=2026-11-26'), { recursive: true });
    cpSync(aLogFolder({ [OLDER]: [aLogEntry()] }), join(bucket, 'team', 'catalog'), { recursive: true });
    const terminal = new RecordedTerminal(stateFolder);

    const exitCode = await run(['explain', 'orders-db', '--state-dir', '.'], terminal);

    expect(exitCode).toBe(0);
    expect(terminal.output).toContain('orders-db (pp-1)');
  });

  it('says what to do where there is no log', async () => {
    const terminal = new RecordedTerminal(mkdtempSync(join(tmpdir(), 'empty-')));

    const exitCode = await run(['explain', 'orders-db'], terminal);

    expect(exitCode).toBe(2);
    expect(terminal.errors).toContain('run catalog-sweep sweep first');
  });
});

describe('catalog-sweep outcomes', () => {
  it('lists every code with its meaning and what to do', async () => {
    const terminal = new RecordedTerminal();

    await run(['outcomes', '--json'], terminal);

    const list = JSON.parse(terminal.output) as Record<string, string>[];
    expect(list).toHaveLength(21);
    for (const { outcome, meaning, remedy } of list) expect([outcome, meaning, remedy]).not.toContain(undefined);
  });
});
