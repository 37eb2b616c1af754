/** What a column of a result may hold. Times are text, as in the logs. */
export type Value = string | number | boolean | null;

/** One row of a result, by column. */
export type Row = Readonly<Record<string, Value>>;

/** Asks the tables and views over the logs, by SQL that DuckDB and Athena share, and gives all rows. */
export type Query = (sql: string) => Promise<readonly Row[]>;
