import type { Row, Value } from '@catalog-sweep/dashboard';

/** What a query gave: rows in its order, each with the values in the order of the columns. */
export interface QueryResult {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Value[])[];
}

/** Somebody who answers queries over the logs: DuckDB over files, or Athena. */
export interface LogQueries {
  /** What is wrong with the logs, a sentence each. */
  readonly warnings: readonly string[];
  /** Throws QueryError, in a sentence, for SQL that is none, unknown tables and columns, and a refusal. */
  query(sql: string): Promise<QueryResult>;
  close(): void;
}

/** Thrown when a query cannot be answered. */
export class QueryError extends Error {
  override readonly name = 'QueryError';
  /** Whether the query itself is wrong, so that another would be answered. */
  readonly isTheQuery: boolean;

  constructor(message: string, { isTheQuery, cause }: { readonly isTheQuery: boolean; readonly cause: unknown }) {
    super(message, { cause });
    this.isTheQuery = isTheQuery;
  }
}

/** The rows as objects with the names of the columns. */
export function objectsOf({ columns, rows }: QueryResult): readonly Row[] {
  return rows.map((row) => Object.fromEntries(columns.map((column, index) => [column, row[index] ?? null])));
}
