import { dashboardData } from '@catalog-sweep/dashboard';
import { VIEWS } from '@catalog-sweep/hub/reporting';
import { beforeAll, describe, expect, it, test } from '@jest/globals';
import { organisationSummary } from '../../packages/cli/src/reporting/organisation-summary.ts';
import { reportQuery, REPORTS, type ReportFilter } from '../../packages/cli/src/reporting/report-views.ts';
import { trinoGrammar } from './trino.ts';

/** Names with all that means something in SQL. */
const FILTER: ReportFilter = {
  since: '2026-11-26',
  organizationalUnits: ["O'Reilly", 'Workloads/100%_real'],
  accounts: ['111122223333'],
  products: ['My"SQL; --'],
};

let errorsOf: (statement: string) => readonly string[];

beforeAll(async () => {
  errorsOf = await trinoGrammar();
});

/** Notes each statement, and answers none. */
function listener() {
  const statements: string[] = [];
  return { statements, hear: (sql: string) => void statements.push(sql) };
}

describe('the grammar of Trino', () => {
  it.each([
    { name: 'a cast of DuckDB', sql: 'SELECT a::int FROM t' },
    { name: 'QUALIFY', sql: 'SELECT a FROM t QUALIFY row_number() OVER () = 1' },
    { name: 'half a statement', sql: 'SELECT a FROM' },
  ])('refuses $name', ({ sql }) => {
    expect(errorsOf(sql)).not.toEqual([]);
  });

  test.each(VIEWS)('takes the view $name', ({ name, sql }) => {
    expect(errorsOf(`CREATE OR REPLACE VIEW ${name} AS\n${sql}`)).toEqual([]);
  });

  test.each(REPORTS)('takes the report of $name, whole and narrowed', ({ name }) => {
    expect(errorsOf(reportQuery(name, {}))).toEqual([]);
    expect(errorsOf(reportQuery(name, FILTER))).toEqual([]);
  });

  it('takes what the half page asks for', async () => {
    const { statements, hear } = listener();

    await organisationSummary(
      {
        warnings: [],
        query(sql) {
          hear(sql);
          return Promise.resolve({ columns: [], rows: [] });
        },
        close() {},
      },
      FILTER,
    );

    expect(statements.length).toBeGreaterThan(5);
    expect(statements.flatMap((sql) => errorsOf(sql))).toEqual([]);
  });

  it('takes what the page is made of', async () => {
    const { statements, hear } = listener();

    await dashboardData(
      (sql) => {
        hear(sql);
        return Promise.resolve([]);
      },
      { madeAt: 0, partition: 'aws', warnings: [] },
    );

    expect(statements).toHaveLength(5);
    expect(statements.flatMap((sql) => errorsOf(sql))).toEqual([]);
  });
});
