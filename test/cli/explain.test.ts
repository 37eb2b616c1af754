import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
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
    const text = lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join('');
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
      'it is 1 version behind, since 52 days',
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

    const { exitCode } = await explain(['orders-db'], folder);

    expect(exitCode).toBe(0);
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
