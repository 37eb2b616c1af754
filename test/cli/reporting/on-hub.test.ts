import { writeFileSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SFNClient } from '@aws-sdk/client-sfn';
import { run } from '@catalog-sweep/cli';
import { logKeys, type HubFacts, type ObjectStore } from '@catalog-sweep/core';
import { afterEach, beforeEach, describe, expect, it, test } from '@jest/globals';
import { LogDatabase } from '../../../packages/cli/src/reporting/log-database.ts';
import type { ConnectToHub } from '../../../packages/cli/src/hub/connect.ts';
import { MemoryObjectStore } from '../../core/memory-object-store.ts';
import { TestClock } from '../../core/test-clock.ts';
import { openFakeAthena, type FakeEnd } from '../../hub/reporting/fake-athena.ts';
import { asAthenaHasIt } from '../../hub/news.ts';
import { RecordedTerminal } from '../a-terminal.ts';
import { aLogBucket, typed } from './a-log-bucket.ts';

const FACTS: HubFacts = {
  contractVersion: 1,
  version: 'test',
  stateMachineArn: 'arn:aws:states:eu-west-1:222222222222:stateMachine:CatalogSweep',
  workBucket: 'work',
  logBucket: 'logs',
  logS3Key: 'ServiceCatalogLogs',
  hub: { account: '222222222222', region: 'eu-west-1', partition: 'aws', organizationId: 'o-abcdefghij' },
  regions: ['eu-west-1'],
  scheduleMode: 'report',
};

let before: NodeJS.ProcessEnv;

beforeEach(() => {
  before = { ...process.env };
});

afterEach(() => {
  process.env = before;
});

const folder = aLogBucket();

/** Athena over that bucket; DuckDB has no `$path`, by which Athena tells of damaged lines. */
async function overTheLogs(sql: string): Promise<FakeEnd> {
  if (sql.includes('"$path"'))
    return {
      columns: [
        { name: 'file', type: 'varchar' },
        { name: 'lines', type: 'bigint' },
      ],
      rows: [],
    };
  const logs = await LogDatabase.open({ copy: folder });
  try {
    return asAthenaHasIt(await logs.query(sql));
  } catch (error) {
    return { fails: (error as Error).message };
  } finally {
    logs.close();
  }
}

async function onHub(
  args: readonly string[],
  {
    end = overTheLogs,
    logs = new MemoryObjectStore('logs'),
    refuses,
  }: {
    readonly end?: (sql: string) => FakeEnd | Promise<FakeEnd>;
    readonly logs?: ObjectStore;
    readonly refuses?: { readonly name: string; readonly message: string };
  } = {},
) {
  const athena = await openFakeAthena(end, { pageSize: 3, ...(refuses === undefined ? {} : { refuses }) });
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_ATHENA: athena.endpoint,
    AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_MAX_ATTEMPTS: '1',
  });
  const connect: ConnectToHub = () =>
    Promise.resolve({
      facts: FACTS,
      states: new SFNClient({ region: 'eu-west-1' }),
      work: new MemoryObjectStore('work'),
      logs,
      clock: new TestClock(0),
      close: () => {},
    });
  const terminal = new RecordedTerminal(mkdtempSync(join(tmpdir(), 'on-hub-')));
  try {
    const exitCode = await run([...args, '--on', 'hub'], terminal, undefined, connect);
    return {
      exitCode,
      output: terminal.output,
      errors: terminal.errors,
      asked: athena.asked,
      directory: terminal.directory,
    };
  } finally {
    await athena.close();
  }
}

describe('reports of a deployed hub', () => {
  test.each([
    { name: 'a view', args: ['report', 'current_state', '--format', 'json'] },
    { name: 'a narrowed view', args: ['report', 'backlog', '--ou', 'Workloads', '--format', 'json'] },
    { name: 'half a page', args: ['report'] },
    { name: 'a query', args: ['query', 'SELECT state, count(*) AS number FROM current_state GROUP BY state'] },
  ])('$name reads as it does here', async ({ args }) => {
    const [hub, here] = [await onHub(args), await typed(folder, ...args)];

    expect(hub).toMatchObject({ exitCode: 0, errors: '' });
    expect(hub.output).toBe(here.output);
  });

  it('are asked in the workgroup and the database of the hub', async () => {
    const { asked } = await onHub(['query', 'SELECT 1 AS one']);

    for (const { input } of asked.filter(({ operation }) => operation === 'StartQueryExecution')) {
      expect(input).toMatchObject({ WorkGroup: 'catalog-sweep', QueryExecutionContext: { Database: 'catalog_sweep' } });
    }
  });

  it('tell of damaged lines, by file', async () => {
    const { exitCode, errors } = await onHub(['query', 'SELECT 1 AS one'], {
      end: (sql) =>
        sql.includes('"$path"')
          ? {
              columns: [
                { name: 'file', type: 'varchar' },
                { name: 'lines', type: 'bigint' },
              ],
              rows: [['s3://logs/ServiceCatalogLogs/dt=2026-11-26/x.jsonl', '2']],
            }
          : overTheLogs(sql),
    });

    expect(exitCode).toBe(0);
    expect(errors).toBe('warning: s3://logs/ServiceCatalogLogs/dt=2026-11-26/x.jsonl: 2 damaged lines are left out');
  });

  it.each([
    { name: 'SQL that is none', args: ['query', 'hello'], exitCode: 2, says: 'syntax error' },
    { name: 'an unknown column', args: ['query', 'SELECT nope FROM failures'], exitCode: 2, says: '"nope" not found' },
  ])('say in a line that $name is no query', async ({ args, exitCode, says }) => {
    const told = await onHub(args);

    expect(told.exitCode).toBe(exitCode);
    expect(told.errors).toMatch(/^error: [^\n]+$/);
    expect(told.errors).toContain(says);
  });

  it('say in a line that Athena refuses', async () => {
    const { exitCode, errors } = await onHub(['report'], {
      refuses: { name: 'AccessDeniedException', message: 'not authorized' },
    });

    expect(exitCode).toBe(3);
    expect(errors).toBe('error: athena:StartQueryExecution was refused: AccessDeniedException: not authorized');
  });

  it('say in a line that Athena takes too long', async () => {
    const { exitCode, errors, asked } = await onHub(['report'], { end: () => 'never' });

    expect(exitCode).toBe(3);
    expect(errors).toBe('error: the query took longer than 600 seconds and was stopped');
    expect(asked.at(-1)?.operation).toBe('StopQueryExecution');
  });
});

describe('the page of a deployed hub', () => {
  it('is the one that the hub made', async () => {
    const logs = new MemoryObjectStore('logs');
    await logs.write(logKeys.dashboard(), '<!doctype html>of the hub');

    const { exitCode, output, directory } = await onHub(['dashboard', '--out', 'friday.html'], { logs });

    expect(exitCode).toBe(0);
    expect(output).toContain(join(directory, 'friday.html'));
    expect(readFileSync(join(directory, 'friday.html'), 'utf8')).toBe('<!doctype html>of the hub');
  });

  it('is missed where no sweep has ended', async () => {
    const { exitCode, errors } = await onHub(['dashboard']);

    expect(exitCode).toBe(2);
    expect(errors).toContain('error: no page in s3://logs/catalog-sweep/dashboard/index.html');
  });
});

describe('the page of a folder of logs', () => {
  it('is made where it is wanted', async () => {
    const terminal = new RecordedTerminal(mkdtempSync(join(tmpdir(), 'dashboard-')));

    const exitCode = await run(['dashboard', '--log', folder], terminal);

    const file = join(terminal.directory, 'catalog-sweep.html');
    expect({ exitCode, errors: terminal.errors }).toEqual({ exitCode: 0, errors: '' });
    expect(terminal.output).toBe(`${file} (${(readFileSync(file).length / 1_000_000).toFixed(1)} MB)`);
    expect(readFileSync(file, 'utf8')).toMatch(/^<!doctype html>/i);
  });

  it('says in a line that it cannot be written', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'dashboard-'));
    writeFileSync(join(directory, 'file'), '');
    const terminal = new RecordedTerminal(directory);

    const exitCode = await run(['dashboard', '--log', folder, '--out', 'file/page.html'], terminal);

    expect(exitCode).toBe(2);
    expect(terminal.errors).toMatch(/^error: --out \S+ cannot be written: ENOTDIR/);
  });

  it('says in a line that there is no browser for --open, and where the page is', async () => {
    process.env = { ...before, PATH: '/nowhere', BROWSER: '/nowhere', DISPLAY: '' };
    const terminal = new RecordedTerminal(mkdtempSync(join(tmpdir(), 'dashboard-')));

    const exitCode = await run(['dashboard', '--log', folder, '--open'], terminal);

    expect(exitCode).toBe(3);
    expect(terminal.errors).toMatch(/^error: no browser could be opened; open \S+catalog-sweep\.html with one$/);
  });
});
