import { LOG_DATABASE, logTables, suggest, Timestamp, UsageError } from '@catalog-sweep/core';
import type { Value } from '@catalog-sweep/dashboard';
import { VIEWS } from '@catalog-sweep/hub/reporting';
import type { QueryResult } from './query-result.ts';

/** What a report is narrowed to; a missing list means all. */
export interface ReportFilter {
  /** Only logs of this day, `YYYY-MM-DD`, and later. */
  readonly since?: string | undefined;
  /** Names as in Workloads/Production; those below count too. */
  readonly organizationalUnits?: readonly string[] | undefined;
  /** Ids or names. */
  readonly accounts?: readonly string[] | undefined;
  /** Ids or names. */
  readonly products?: readonly string[] | undefined;
}

/** A view that people read, with what a table on a terminal has room for. */
interface ReadableView {
  /** How its rows come. */
  readonly order: string;
  /** The columns of the table on a terminal, under the heads that they have there; other formats have all. */
  readonly columns: Readonly<Record<string, string>>;
}

const READABLE = {
  current_state: {
    order: 'accountno, region, provisionedproductname, provisionedproductid',
    columns: {
      account: 'accountname',
      name: 'provisionedproductname',
      version: 'versionname',
      latest: 'latestversionname',
      state: 'state',
      outcome: 'outcome',
    },
  },
  backlog: {
    order: 'dimension, outdated + failed DESC, provisionedproducts DESC, id',
    columns: {
      by: 'dimension',
      all: 'provisionedproducts',
      outdated: 'outdated',
      failed: 'failed',
      unreachable: 'unreachable',
      days: 'oldestdays',
      name: 'name',
    },
  },
  version_adoption: {
    order: 'productname, productid, islatest DESC, provisionedproducts DESC, versionname, accountno',
    columns: {
      product: 'productname',
      version: 'versionname',
      latest: 'islatest',
      number: 'provisionedproducts',
      since: 'since',
      account: 'accountname',
    },
  },
  failures: {
    order: 'failedtime DESC, accountno, region, provisionedproductname',
    columns: {
      failed: 'failedtime',
      account: 'accountname',
      name: 'provisionedproductname',
      to: 'toversionname',
      open: 'isopen',
      cause: 'rootcause',
    },
  },
  target_health: {
    order: 'swept, failingsince, accountno, region',
    columns: {
      account: 'accountname',
      region: 'region',
      since: 'failingsince',
      sweeps: 'failedsweeps',
      swept: 'lastswept',
      error: 'error',
    },
  },
  sweep_history: {
    order: 'sweepid DESC',
    columns: {
      sweep: 'sweepid',
      scanned: 'scanned',
      'current %': 'shareuptodate',
      updated: 'updated',
      failed: 'failed',
      status: 'status',
    },
  },
  version_lag_objective: {
    order: 'startedtime DESC, maxdays',
    columns: {
      sweep: 'startedtime',
      'at most days': 'maxdays',
      'opted in': 'optedin',
      within: 'within',
      '%': 'share',
    },
  },
} satisfies Readonly<Record<string, ReadableView>>;

export type ReportName = keyof typeof READABLE;

/** The views that people read, with what each answers. */
export const REPORTS: readonly { readonly name: ReportName; readonly comment: string }[] = VIEWS.flatMap(
  ({ name, comment }) => (isReport(name) ? [{ name, comment }] : []),
);

/** Finds a view by its name, typed with `-` or `_`. Throws UsageError, with what is close, when there is none. */
export function reportNamed(typed: string): ReportName {
  const name = typed.replaceAll('-', '_');
  if (isReport(name)) return name;
  const names = Object.keys(READABLE);
  throw new UsageError([`no view ${typed}${suggest(name, names)}; there are ${names.join(', ')}`]);
}

/** The rows of a view with the columns that a table on a terminal has room for; times to the day. */
export function forTerminal(name: ReportName, { columns, rows }: QueryResult): QueryResult {
  const shown = Object.entries<string>(READABLE[name].columns);
  const places = shown.map(([, column]) => columns.indexOf(column));
  return {
    columns: shown.map(([head]) => head),
    rows: rows.map((row) => places.map((place) => toTheDay(row[place] ?? null))),
  };
}

function toTheDay(value: Value): Value {
  return typeof value === 'string' && Timestamp.safeParse(value).success ? value.slice(0, 'YYYY-MM-DD'.length) : value;
}

function isReport(name: string): name is ReportName {
  return Object.hasOwn(READABLE, name);
}

/** All rows of a view in its order. */
export function reportQuery(name: ReportName, filter: ReportFilter): string {
  return filtered(`SELECT * FROM ${name} ORDER BY ${READABLE[name].order}`, filter);
}

/**
 * A query over the views as if the logs held nothing but what the filter lets through: under the names of tables and views it meets the narrowed ones,
 * defined in front of it.
 */
export function filtered(sql: string, filter: ReportFilter): string {
  if (Object.values(filter).every((value) => value === undefined)) return sql;
  const tables = logTables('').map(({ name, columns }) => {
    const conditions = conditionsOf(filter, new Set(columns.map((column) => column.name)));
    const where = conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`;
    return `${name} AS (SELECT * FROM ${LOG_DATABASE}.${name}${where})`;
  });
  const views = VIEWS.map(({ name, sql: definition }) => `${name} AS (${definition})`);
  return `WITH ${[...tables, ...views].join(',\n')}\n${sql}`;
}

function conditionsOf(
  { since, organizationalUnits, accounts, products }: ReportFilter,
  columns: ReadonlySet<string>,
): readonly string[] {
  const anyOf = (values: readonly string[] | undefined, ...tests: readonly ((value: string) => string)[]) =>
    values === undefined
      ? []
      : [`(${values.flatMap((value) => tests.map((test) => test(literal(value)))).join(' OR ')})`];
  return [
    ...(since === undefined ? [] : [`dt >= ${literal(since)}`]),
    ...(columns.has('organizationalunit')
      ? anyOf(
          organizationalUnits,
          (unit) => `organizationalunit = ${unit}`,
          (unit) => `substr(organizationalunit, 1, length(${unit}) + 1) = ${unit} || '/'`,
        )
      : []),
    ...(columns.has('accountname')
      ? anyOf(
          accounts,
          (account) => `accountno = ${account}`,
          (account) => `accountname = ${account}`,
        )
      : []),
    ...(columns.has('productid')
      ? anyOf(
          products,
          (product) => `productid = ${product}`,
          (product) => `productname = ${product}`,
        )
      : []),
  ];
}

/** Text in SQL; neither Trino nor DuckDB has an escape but the doubled quote. */
function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
