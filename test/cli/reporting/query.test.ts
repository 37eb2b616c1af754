import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, it, test } from '@jest/globals';
import { aLogEntry } from '../a-sweep.ts';
import { aLogBucket, NEWER, typed } from './a-log-bucket.ts';

const NAMES = 'SELECT provisionedproductname AS name FROM central_service_catalog ORDER BY name';

/** What a log may hold that means something elsewhere. */
const HOSTILE = {
  quotes: `it's "quoted", 'twice' and \`more\``,
  lines: 'one\ntwo\r\nthree\tfour',
  script: '</script><script>alert(1)</script>',
  formula: '=HYPERLINK("http://example.com","click")',
  plus: '+1+1',
  at: '@SUM(A1)',
  emoji: '🚀 ünïcode',
  rightToLeft: 'שלום \u202Egnp.exe',
  codes: '\u001B[31mred\u001B[0m\u0007',
  pipe: 'a | b * c _ d # e < f',
  long: 'x'.repeat(4000),
} as const;

const hostileBucket = aLogBucket({
  products: Object.entries(HOSTILE).map(([name, value], index) =>
    aLogEntry({ SweepId: NEWER, ProvisionedProductId: `pp-${index}`, ProvisionedProductName: name, Errors: value }),
  ),
});

const HOSTILE_QUERY = 'SELECT provisionedproductname AS name, errors FROM central_service_catalog';

describe('catalog-sweep query', () => {
  it('answers SQL over the tables and views, as a table', async () => {
    const { exitCode, output } = await typed(
      aLogBucket(),
      'query',
      'SELECT accountname, state, count(*) AS number FROM current_state GROUP BY accountname, state',
    );

    expect(exitCode).toBe(0);
    expect(output.split('\n').map((line) => line.trim().split(/\s+/))).toEqual([
      ['accountname', 'state', 'number'],
      ['shop-prod', 'OUTDATED', '1'],
    ]);
  });

  it('gives JSON as an array of objects with the names of the columns, numbers and nulls as such', async () => {
    const sql =
      'SELECT daysbehind AS "Days", outdated, errors, scannedtime, dt, 0.5 AS half FROM central_service_catalog';

    const { output } = await typed(aLogBucket(), 'query', sql, '--format', 'json');

    expect(JSON.parse(output)).toEqual([
      { Days: 52, outdated: true, errors: null, scannedtime: '2026-11-26 22:00:00.000', dt: '2026-12-03', half: 0.5 },
    ]);
  });

  it.each([
    { name: 'no SQL', sql: 'hello', says: 'syntax error at or near "hello"' },
    { name: 'an unknown table', sql: 'SELECT * FROM nothing', says: 'nothing does not exist' },
    { name: 'an unknown column', sql: 'SELECT accountnr FROM failures', says: '"accountnr" not found' },
    { name: 'nothing', sql: ' ', says: 'the query is empty' },
    { name: 'a file of this machine', sql: "SELECT * FROM read_csv('/etc/passwd')", says: 'disabled' },
    { name: 'a file to write', sql: "COPY (SELECT 1) TO 'out.csv'", says: 'disabled' },
    { name: 'another configuration', sql: 'SET enable_external_access = true', says: 'locked' },
  ])('says in a line that $name is no query', async ({ sql, says }) => {
    const { exitCode, errors, output } = await typed(aLogBucket(), 'query', sql);

    expect({ exitCode, output }).toEqual({ exitCode: 2, output: '' });
    expect(errors).toMatch(/^error: [^\n]+$/);
    expect(errors).toContain(says);
  });

  test.each([
    { sql: 'SELECT 1 / 2', is: 0 },
    { sql: "SELECT regexp_replace('a-b-c', '-')", is: 'abc' },
    { sql: "SELECT regexp_replace('a-b-c', '-', '+')", is: 'a+b+c' },
    { sql: "SELECT regexp_like('abc', 'b')", is: true },
    { sql: "SELECT date_diff('minute', timestamp '2026-01-01 00:00:59', timestamp '2026-01-01 00:01:01')", is: 0 },
    { sql: "SELECT element_at(byoutcome, 'NEEDS_PARAMETERS') FROM central_service_catalog_sweeps", is: 1 },
    { sql: "SELECT element_at(byoutcome, 'UPDATED') FROM central_service_catalog_sweeps", is: null },
    { sql: "SELECT element_at(ARRAY['a', 'b'], 1)", is: 'a' },
    { sql: "SELECT array_join(ARRAY['a', 'b'], '-')", is: 'a-b' },
    { sql: "SELECT cardinality(ARRAY['a', 'b'])", is: 2 },
    { sql: "SELECT strpos('abc', 'b')", is: 2 },
    { sql: 'SELECT approx_distinct(accountno) FROM central_service_catalog', is: 1 },
    { sql: 'SELECT arbitrary(accountname) FROM central_service_catalog', is: 'shop-prod' },
    { sql: `SELECT json_extract_scalar('{"a":{"b":"c"}}', '$.a.b')`, is: 'c' },
    { sql: "SELECT to_unixtime(timestamp '1970-01-01 00:01:00')", is: 60 },
    { sql: "SELECT date_format(timestamp '2026-01-02 03:04:05', '%Y-%m-%d %H:%i:%s')", is: '2026-01-02 03:04:05' },
    { sql: "SELECT date_format(timestamp '2026-01-02 15:04:05', '%M, %h %T')", is: 'January, 03 15:04:05' },
    { sql: "SELECT from_iso8601_timestamp('2026-11-26T22:00:00Z')", is: '2026-11-26 22:00:00.000' },
    { sql: "SELECT from_iso8601_date('2026-11-26')", is: '2026-11-26' },
  ])('means what it means in Athena: $sql', async ({ sql, is }) => {
    const { output, errors } = await typed(aLogBucket(), 'query', sql, '--format', 'json');

    expect(errors).toBe('');
    expect(Object.values((JSON.parse(output) as readonly object[])[0] ?? {})).toEqual([is]);
  });
});

describe('a log with hostile content', () => {
  it('is itself in JSON', async () => {
    const { output } = await typed(hostileBucket, 'query', HOSTILE_QUERY, '--format', 'json');

    const rows = JSON.parse(output) as readonly { readonly name: string; readonly errors: string }[];
    expect(Object.fromEntries(rows.map(({ name, errors }) => [name, errors]))).toEqual(HOSTILE);
  });

  it('is itself in CSV, but for what a spreadsheet would run, which has an apostrophe before it', async () => {
    const { output } = await typed(hostileBucket, 'query', HOSTILE_QUERY, '--format', 'csv');

    const rows = parse(output, { columns: true }) as readonly { readonly name: string; readonly errors: string }[];
    expect(Object.fromEntries(rows.map(({ name, errors }) => [name, errors]))).toEqual({
      ...HOSTILE,
      formula: `'${HOSTILE.formula}`,
      plus: `'${HOSTILE.plus}`,
      at: `'${HOSTILE.at}`,
    });
  });

  it('does nothing to a terminal', async () => {
    const { output } = await typed(hostileBucket, 'query', HOSTILE_QUERY);

    expect(output).not.toMatch(/(?!\n)[\p{Cc}\p{Bidi_Control}]/u);
    expect(output).toContain('\uFFFD[31mred\uFFFD[0m\uFFFD');
    expect(output).toContain('🚀 ünïcode');
  });

  it('is no markup in Markdown, and one line a row', async () => {
    const { output } = await typed(hostileBucket, 'query', HOSTILE_QUERY, '--format', 'markdown');

    expect(output.split('\n')).toHaveLength(Object.keys(HOSTILE).length + 2);
    expect(output).toContain(String.raw`a \| b \* c \_ d \# e \< f`);
    expect(output).not.toContain('<script>');
  });
});

describe('logs that are not as they should be', () => {
  it('have their damaged lines counted and named, and the others read', async () => {
    const good = aLogEntry({ SweepId: NEWER, ProvisionedProductName: 'good' });
    const half = JSON.stringify(good).slice(0, 80);
    const folder = aLogBucket({ products: [good, 'hello\n', '{"a":1}\n', '[]\n', half] });

    const { exitCode, output, errors } = await typed(folder, 'query', NAMES, '--format', 'json');

    expect(exitCode).toBe(0);
    expect(JSON.parse(output)).toEqual([{ name: 'good' }]);
    expect(errors).toMatch(/^warning: \S+ServiceCatalogLogs\S+\.jsonl: 4 damaged lines are left out: 2, 3, 4, 5$/);
  });

  it('may hold what is no text at all', async () => {
    const folder = aLogBucket();
    const file = join(folder, 'ServiceCatalogLogs', 'dt=2026-12-03', `${NEWER}-rest.jsonl`);
    writeFileSync(
      file,
      Buffer.concat([Buffer.from(`${JSON.stringify(aLogEntry())}\n`), Buffer.from([0xff, 0xfe, 0x0a])]),
    );

    const { output, errors } = await typed(folder, 'query', NAMES, '--format', 'json');

    expect(JSON.parse(output)).toHaveLength(2);
    expect(errors).toContain('-rest.jsonl: 1 damaged line is left out: 2');
  });

  it('may have foreign files among them, which are named and not read', async () => {
    const folder = aLogBucket();
    writeFileSync(join(folder, 'ServiceCatalogLogs', 'README.txt'), 'not ours\n');
    writeFileSync(join(folder, 'ServiceCatalogLogs', 'dt=2026-12-03', 'copy of a log.jsonl'), '{}\n');

    const { output, errors } = await typed(folder, 'query', NAMES, '--format', 'json');

    expect(JSON.parse(output)).toHaveLength(1);
    expect(errors).toContain('no log of a sweep, and not read: ');
    expect(errors).toContain('README.txt');
    expect(errors).toContain('copy of a log.jsonl');
  });

  it('may be a copy of the product logs in the folder of their bucket', async () => {
    const { output } = await typed(join(aLogBucket(), 'ServiceCatalogLogs'), 'query', NAMES, '--format', 'json');

    expect(JSON.parse(output)).toHaveLength(1);
  });

  it.each([
    { name: 'a folder without logs', folder: () => mkdtempSync(join(tmpdir(), 'empty-')), says: 'no log in ' },
    { name: 'a folder that is not there', folder: () => '/nowhere/at/all', says: 'no log in /nowhere/at/all' },
  ])('are missed in $name', async ({ folder, says }) => {
    const { exitCode, errors } = await typed(folder(), 'query', NAMES);

    expect(exitCode).toBe(2);
    expect(errors).toContain(`error: ${says}`);
  });
});
