import { readFileSync } from 'node:fs';
import { LOG_DATABASE, type LogTable } from '@catalog-sweep/core';
import { VIEWS } from '@catalog-sweep/hub/reporting';
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { damageIn } from './damage.ts';
import { valueOf } from './duckdb-value.ts';
import { logFilesIn, type LogPlace, type TableFiles } from './log-files.ts';
import { QueryError, type LogQueries, type QueryResult } from './query-result.ts';

/** How DuckDB names the types of columns. */
const TYPES = {
  string: 'VARCHAR',
  int: 'INTEGER',
  boolean: 'BOOLEAN',
  timestamp: 'TIMESTAMP',
  'map<string,int>': 'MAP(VARCHAR, INTEGER)',
} as const;

/** A line is read as a whole, so that one that is damaged can be told; JSON has no such character outside of escapes. */
const NO_DELIMITER = '\u0001';

/** So many foreign files are named. */
const MOST_NAMED = 5;

/**
 * The tables and views over log files, in DuckDB's memory. Lines that are no log lines are left out and told in the warnings, and so are files that no sweep
 * wrote.
 */
export class LogDatabase implements LogQueries {
  readonly warnings: readonly string[];
  readonly #instance: DuckDBInstance;
  readonly #connection: DuckDBConnection;

  private constructor(instance: DuckDBInstance, connection: DuckDBConnection, warnings: readonly string[]) {
    this.#instance = instance;
    this.#connection = connection;
    this.warnings = warnings;
  }

  /** Reads the logs of days from `since` on. Throws LogFolderError when there are none. */
  static async open(place: LogPlace, since?: string): Promise<LogDatabase> {
    const tables = logFilesIn(place, since);
    const instance = await DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    const warnings: string[] = [];
    try {
      // As in Trino: a half of two integers is none.
      await connection.run("SET integer_division = true; SET TimeZone = 'UTC'");
      await connection.run(readFileSync(new URL('./trino-macros.sql', import.meta.url), 'utf8'));
      await connection.run(`CREATE SCHEMA ${LOG_DATABASE}; USE ${LOG_DATABASE}`);
      for (const files of tables) {
        await load(connection, files);
        warnings.push(...foreignIn(files), ...(await damageIn(connection, files)));
      }
      for (const { name, sql } of VIEWS) await connection.run(`CREATE VIEW ${name} AS ${sql}`);
      // A query is about the logs, and about nothing else of this machine.
      await connection.run('SET enable_external_access = false; SET lock_configuration = true');
    } catch (error) {
      instance.closeSync();
      throw error;
    }
    return new LogDatabase(instance, connection, warnings);
  }

  async query(sql: string): Promise<QueryResult> {
    try {
      const reader = await this.#connection.runAndReadAll(sql);
      const types = reader.columnTypes();
      const rows = reader.getRowsJS().map((row) => row.map((value, index) => valueOf(value, types[index])));
      return { columns: reader.columnNames(), rows };
    } catch (error) {
      throw new QueryError(sentenceOf(error as Error), { isTheQuery: true, cause: error });
    }
  }

  close(): void {
    this.#connection.closeSync();
    this.#instance.closeSync();
  }
}

async function load(connection: DuckDBConnection, { table, files }: TableFiles): Promise<void> {
  const { name, columns } = table;
  if (files.length === 0) {
    const empty = columns.map((column) => `${column.name} ${TYPES[column.type]}`);
    await connection.run(`CREATE TABLE ${name} (${empty.join(', ')}, dt VARCHAR)`);
    return;
  }
  const list = files.map((file) => literal(file)).join(', ');
  const shape = Object.fromEntries(columns.map(({ field, type }) => [field, TYPES[type]]));
  await connection.run(`
    CREATE TABLE ${name}_lines AS
    SELECT
      json_transform(CASE WHEN is_line THEN line END, ${literal(JSON.stringify(shape))}) AS entry,
      CASE WHEN NOT is_line THEN line END AS damaged,
      filename,
      dt
    FROM (
      SELECT line, filename, dt, ${isLineOf(table)} AS is_line
      FROM read_csv(
        [${list}], header = false, columns = {'line': 'VARCHAR'}, delim = '${NO_DELIMITER}', quote = '', escape = '',
        auto_detect = false, filename = true, hive_partitioning = true, hive_types = {'dt': 'VARCHAR'},
        store_rejects = true, rejects_table = '${name}_rejects', rejects_scan = '${name}_scans'
      )
      WHERE line IS NOT NULL
    )`);
  const fields = columns.map((column) => `entry."${column.field}" AS ${column.name}`);
  await connection.run(
    `CREATE VIEW ${name} AS SELECT ${fields.join(', ')}, dt FROM ${name}_lines WHERE damaged IS NULL`,
  );
}

/** An object that says of what it is: of a sweep, and where the table has them of an account and a provisioned product. */
function isLineOf({ columns }: LogTable): string {
  const named = ['SweepId', 'AccountNo', 'ProvisionedProductId'].filter((name) =>
    columns.some(({ field }) => field === name),
  );
  const has = named.map((field) => `json_extract_string(line, '$.${field}') IS NOT NULL`);
  return `CASE WHEN json_valid(line) THEN json_type(line) = 'OBJECT' AND ${has.join(' AND ')} ELSE false END`;
}

function foreignIn({ foreign }: TableFiles): string[] {
  if (foreign.length === 0) return [];
  const more = foreign.length > MOST_NAMED ? ` and ${foreign.length - MOST_NAMED} more` : '';
  return [`no log of a sweep, and not read: ${foreign.slice(0, MOST_NAMED).join(', ')}${more}`];
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** DuckDB's errors in one line, without the picture of the place. */
function sentenceOf({ message }: Error): string {
  const [first = '', ...rest] = message.split('\n').map((line) => line.trim());
  const hint = rest.find((line) => line.startsWith('Did you mean') || line.startsWith('Candidate bindings'));
  return [first, ...(hint === undefined ? [] : [hint])].join(' ');
}
