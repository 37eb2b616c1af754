import { AthenaClient } from '@aws-sdk/client-athena';
import { LOG_DATABASE, WORKGROUP_NAME } from '@catalog-sweep/core';
import { athenaQuery, AthenaQueryError } from '@catalog-sweep/hub/reporting';
import type { Value } from '@catalog-sweep/dashboard';
import type { HubConnection } from '../hub/hub-connection.ts';
import type { Terminal } from '../terminal.ts';
import { QueryError, type LogQueries, type QueryResult } from './query-result.ts';

/** How long a query of a person may take. */
const PATIENCE_MILLISECONDS = 10 * 60_000;

/** The tables and views of a deployed hub, asked by Athena. Ctrl-C stops the query that runs. */
export class AthenaQueries implements LogQueries {
  /** Athena tells of damaged logs by failing. */
  readonly warnings: readonly string[] = [];
  readonly #client: AthenaClient;
  readonly #hub: HubConnection;
  readonly #stopped = new AbortController();
  readonly #off: () => void;

  constructor(hub: HubConnection, terminal: Pick<Terminal, 'onInterrupt'>) {
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
