import { AthenaClient } from '@aws-sdk/client-athena';
import { LOG_DATABASE, logTables, WORKGROUP_NAME } from '@catalog-sweep/core';
import { athenaQuery, AthenaQueryError } from '@catalog-sweep/hub/reporting';
import type { Value } from '@catalog-sweep/dashboard';
import type { HubConnection } from '../hub/hub-connection.ts';
import type { Terminal } from '../terminal.ts';
import { QueryError, type LogQueries, type QueryResult } from './query-result.ts';

/** How long a query of a person may take. */
const PATIENCE_MILLISECONDS = 10 * 60_000;

/** In so many files damaged lines are told. */
const MOST_FILES = 10;

/** What no sweep wrote is a row without values in Athena. */
const DAMAGED = logTables('')
  .map(({ name }) => `SELECT "$path" AS file, count(*) AS lines FROM ${name} WHERE sweepid IS NULL GROUP BY "$path"`)
  .join('\nUNION ALL\n');

/** The tables and views of a deployed hub, asked by Athena. Ctrl-C stops the query that runs. */
export class AthenaQueries implements LogQueries {
  readonly warnings: string[] = [];
  readonly #client: AthenaClient;
  readonly #hub: HubConnection;
  readonly #stopped = new AbortController();
  readonly #off: () => void;

  /** Looks for damaged lines first. Throws QueryError when Athena refuses. */
  static async open(hub: HubConnection, terminal: Pick<Terminal, 'onInterrupt'>): Promise<AthenaQueries> {
    const queries = new AthenaQueries(hub, terminal);
    try {
      const { rows } = await queries.query(DAMAGED);
      for (const [file, lines] of rows.slice(0, MOST_FILES)) {
        queries.warnings.push(
          `${String(file)}: ${String(lines)} damaged ${lines === 1 ? 'line is' : 'lines are'} left out`,
        );
      }
      if (rows.length > MOST_FILES) queries.warnings.push(`${rows.length - MOST_FILES} more files have damaged lines`);
      return queries;
    } catch (error) {
      queries.close();
      throw error;
    }
  }

  private constructor(hub: HubConnection, terminal: Pick<Terminal, 'onInterrupt'>) {
    this.#hub = hub;
    this.#client = new AthenaClient({ region: hub.facts.hub.region });
    this.#off = terminal.onInterrupt(() => this.#stopped.abort());
  }

  async query(sql: string): Promise<QueryResult> {
    try {
      const { columns, pages } = await athenaQuery(sql, {
        client: this.#client,
        workGroup: WORKGROUP_NAME,
        database: LOG_DATABASE,
        clock: this.#hub.clock,
        patience: PATIENCE_MILLISECONDS,
        signal: this.#stopped.signal,
      });
      const rows: (readonly Value[])[] = [];
      for await (const page of pages) rows.push(...page);
      return { columns, rows };
    } catch (error) {
      if (error instanceof AthenaQueryError) {
        throw new QueryError(error.message, { isTheQuery: error.isTheQuery, cause: error });
      }
      throw error;
    }
  }

  close(): void {
    this.#off();
    this.#client.destroy();
  }
}
