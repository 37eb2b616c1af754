import { AthenaClient } from '@aws-sdk/client-athena';
import { athenaQuery, AthenaQueryError, queryBy, type AthenaSettings } from '@catalog-sweep/hub/reporting';
import { describe, expect, it, test } from '@jest/globals';
import { TestClock } from '../../core/test-clock.ts';
import { openFakeAthena, type FakeAthena, type FakeEnd } from './fake-athena.ts';

const RESULT: FakeEnd = {
  columns: [
    { name: 'name', type: 'varchar' },
    { name: 'number', type: 'bigint' },
    { name: 'share', type: 'double' },
    { name: 'whole', type: 'boolean' },
    { name: 'began', type: 'timestamp' },
  ],
  rows: [
    ['a', '1', '0.5', 'true', '2026-11-26 22:00:00.000'],
    ['', '9007199254740993', '1.0', 'false', null],
    [null, null, null, null, null],
    ['d', '-4', '1.0E-4', 'true', '2026-12-03 22:00:00.000'],
  ],
};

async function withAthena<T>(
  end: (sql: string) => FakeEnd,
  work: (settings: AthenaSettings, athena: FakeAthena) => Promise<T>,
  refuses?: { readonly name: string; readonly message: string },
): Promise<T> {
  const athena = await openFakeAthena(end, refuses === undefined ? {} : { refuses });
  const client = new AthenaClient({
    endpoint: athena.endpoint,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret' },
    maxAttempts: 1,
  });
  try {
    const clock = new TestClock(0);
    return await work({ client, workGroup: 'reports', database: 'logs', clock, patience: 60_000 }, athena);
  } finally {
    client.destroy();
    await athena.close();
  }
}

async function errorOf(work: Promise<unknown>): Promise<AthenaQueryError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof AthenaQueryError) return error;
    throw error;
  }
  throw new Error('it was answered');
}

describe('a query in Athena', () => {
  it('gives columns, and all pages of rows with values of their types', async () => {
    const { columns, pages } = await withAthena(
      () => RESULT,
      async (settings) => {
        const result = await athenaQuery('SELECT 1', settings);
        const pages = [];
        for await (const page of result.pages) pages.push(page);
        return { columns: result.columns, pages };
      },
    );

    expect(columns).toEqual(['name', 'number', 'share', 'whole', 'began']);
    expect(pages).toEqual([
      [['a', 1, 0.5, true, '2026-11-26 22:00:00.000']],
      [
        ['', '9007199254740993', 1, false, null],
        [null, null, null, null, null],
      ],
      [['d', -4, 0.0001, true, '2026-12-03 22:00:00.000']],
    ]);
  });

  it('gives rows as objects to what makes the page', async () => {
    const rows = await withAthena(
      () => RESULT,
      (settings) => queryBy(settings)('SELECT 1'),
    );

    expect(rows).toHaveLength(4);
    expect(rows[0]).toEqual({ name: 'a', number: 1, share: 0.5, whole: true, began: '2026-11-26 22:00:00.000' });
  });

  it('runs in its workgroup and database, and is asked for ever more seldom', async () => {
    const asked = await withAthena(
      () => RESULT,
      async (settings, athena) => {
        await athenaQuery('SELECT 1', settings);
        return athena.asked;
      },
    );

    expect(asked[0]?.input).toMatchObject({
      QueryString: 'SELECT 1',
      WorkGroup: 'reports',
      QueryExecutionContext: { Database: 'logs' },
    });
    expect(asked.map(({ operation }) => operation)).toEqual([
      'StartQueryExecution',
      ...Array.from({ length: 3 }, () => 'GetQueryExecution'),
      'GetQueryResults',
    ]);
  });

  test.each([
    { name: 'a mistake in it', category: 2, isTheQuery: true, says: "line 1:8: Column 'x' cannot be resolved" },
    { name: 'a limit', category: 2, isTheQuery: true, says: 'Bytes scanned limit was exceeded' },
    { name: 'a failure of Athena', category: 1, isTheQuery: false, says: 'internal error' },
  ])('that fails by $name says what Athena says', async ({ category, isTheQuery, says }) => {
    const error = await withAthena(
      () => ({ fails: says, category }),
      (settings) => errorOf(athenaQuery('SELECT x', settings)),
    );

    expect(error).toMatchObject({ message: says, isTheQuery });
  });

  it('that takes too long is stopped, so that nobody pays for it', async () => {
    const { error, last } = await withAthena(
      () => 'never' as const,
      async (settings, athena) => ({
        error: await errorOf(athenaQuery('SELECT 1', settings)),
        last: athena.asked.at(-1),
      }),
    );

    expect(error).toMatchObject({
      message: 'the query took longer than 60 seconds and was stopped',
      isTheQuery: false,
    });
    expect(last).toEqual({ operation: 'StopQueryExecution', input: { QueryExecutionId: '0' } });
  });

  it('that is interrupted is stopped', async () => {
    const stop = new AbortController();
    stop.abort();

    const { error, last } = await withAthena(
      () => 'never' as const,
      async (settings, athena) => ({
        error: await errorOf(athenaQuery('SELECT 1', { ...settings, signal: stop.signal })),
        last: athena.asked.at(-1)?.operation,
      }),
    );

    expect(error.message).toBe('the query was interrupted and was stopped');
    expect(last).toBe('StopQueryExecution');
  });

  test.each([
    {
      name: 'AccessDeniedException',
      message: 'not authorized',
      isTheQuery: false,
      says: 'athena:StartQueryExecution was refused: AccessDeniedException: not authorized',
    },
    {
      name: 'InvalidRequestException',
      message: 'Queries of this type are not supported',
      isTheQuery: true,
      says: 'Queries of this type are not supported',
    },
  ])('that is refused with $name says so', async ({ name, message, isTheQuery, says }) => {
    const error = await withAthena(
      () => RESULT,
      (settings) => errorOf(athenaQuery('SELECT 1', settings)),
      { name, message },
    );

    expect(error).toMatchObject({ message: says, isTheQuery });
  });
});
