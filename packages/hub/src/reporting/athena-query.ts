import {
  type AthenaClient,
  type ColumnInfo,
  GetQueryExecutionCommand,
  InvalidRequestException,
  paginateGetQueryResults,
  type QueryExecutionStatus,
  type Row as AthenaRow,
  StartQueryExecutionCommand,
  StopQueryExecutionCommand,
} from '@aws-sdk/client-athena';
import type { Clock } from '@catalog-sweep/core';
import type { Query, Row, Value } from '@catalog-sweep/dashboard';

/** Where and for how long queries run. */
export interface AthenaSettings {
  readonly client: AthenaClient;
  readonly workGroup: string;
  readonly database: string;
  readonly clock: Clock;
  /** How long one query may take, in milliseconds; then it is stopped. */
  readonly patience: number;
  /** Stops the query that runs. */
  readonly signal?: AbortSignal;
}

/** What a query gave: columns, and rows page by page, each with its values in the order of the columns. */
export interface AthenaResult {
  readonly columns: readonly string[];
  readonly pages: AsyncIterable<readonly (readonly Value[])[]>;
}

/** Thrown when a query was not answered. */
export class AthenaQueryError extends Error {
  override readonly name = 'AthenaQueryError';
  /** Whether the query itself is wrong, so that another would be answered. */
  readonly isTheQuery: boolean;

  constructor(message: string, { isTheQuery, cause }: { readonly isTheQuery: boolean; readonly cause?: unknown }) {
    super(message, { cause });
    this.isTheQuery = isTheQuery;
  }
}

const FIRST_WAIT_MILLISECONDS = 250;
const LONGEST_WAIT_MILLISECONDS = 5_000;
const GROWTH = 1.5;

/** Athena's ErrorCategory of what the caller did wrong. https://docs.aws.amazon.com/athena/latest/APIReference/API_AthenaError.html */
const USER_ERROR = 2;

/** Runs one statement. Throws AthenaQueryError, in a sentence, when Athena refuses it, it fails, takes too long, or is stopped. */
export async function athenaQuery(sql: string, settings: AthenaSettings): Promise<AthenaResult> {
  const id = await start(sql, settings);
  await untilEnd(id, settings);
  const results = paginateGetQueryResults({ client: settings.client }, { QueryExecutionId: id });
  // The first page has the columns, and their names as its first row.
  const { value: first } = await results.next();
  const { ResultSetMetadata: metadata, Rows: rows = [] } = first?.ResultSet ?? {};
  const columns = metadata?.ColumnInfo ?? [];
  async function* pages(): AsyncGenerator<readonly (readonly Value[])[]> {
    yield rowsOf(rows.slice(1), columns);
    for await (const { ResultSet: page } of results) yield rowsOf(page?.Rows ?? [], columns);
  }
  return { columns: columns.map(({ Name: name = '' }) => name), pages: pages() };
}

/** All rows of a query at once, as what builds the page wants them. */
export function queryBy(settings: AthenaSettings): Query {
  return async (sql) => {
    const { columns, pages } = await athenaQuery(sql, settings);
    const rows: Row[] = [];
    for await (const page of pages) {
      rows.push(...page.map((row) => Object.fromEntries(columns.map((column, index) => [column, row[index] ?? null]))));
    }
    return rows;
  };
}

async function start(sql: string, { client, workGroup, database }: AthenaSettings): Promise<string> {
  const command = new StartQueryExecutionCommand({
    QueryString: sql,
    WorkGroup: workGroup,
    QueryExecutionContext: { Database: database },
  });
  try {
    return (await client.send(command)).QueryExecutionId ?? '';
  } catch (error) {
    if (error instanceof InvalidRequestException)
      throw new AthenaQueryError(error.message, { isTheQuery: true, cause: error });
    throw refusal(error, 'athena:StartQueryExecution');
  }
}

async function untilEnd(id: string, { client, clock, patience, signal }: AthenaSettings): Promise<void> {
  const deadline = clock.now() + patience;
  let wait = FIRST_WAIT_MILLISECONDS;
  for (;;) {
    const status = await statusOf(id, client);
    if (status.State === 'SUCCEEDED') return;
    if (status.State === 'FAILED' || status.State === 'CANCELLED') throw failure(status);
    const isLate = clock.now() + wait > deadline;
    if (isLate || signal?.aborted === true) {
      // What nobody waits for shall not be paid for.
      await client.send(new StopQueryExecutionCommand({ QueryExecutionId: id }));
      const why = isLate ? `took longer than ${Math.round(patience / 1000)} seconds` : 'was interrupted';
      throw new AthenaQueryError(`the query ${why} and was stopped`, { isTheQuery: false });
    }
    await clock.sleep(wait, signal);
    wait = Math.min(LONGEST_WAIT_MILLISECONDS, wait * GROWTH);
  }
}

async function statusOf(id: string, client: AthenaClient): Promise<QueryExecutionStatus> {
  try {
    const { QueryExecution: execution } = await client.send(new GetQueryExecutionCommand({ QueryExecutionId: id }));
    return execution?.Status ?? {};
  } catch (error) {
    throw refusal(error, 'athena:GetQueryExecution');
  }
}

function failure({ StateChangeReason: reason, AthenaError: error }: QueryExecutionStatus): AthenaQueryError {
  const message = error?.ErrorMessage ?? reason ?? 'the query failed without a reason';
  return new AthenaQueryError(message, { isTheQuery: error?.ErrorCategory === USER_ERROR });
}

function refusal(error: unknown, action: string): AthenaQueryError {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  return new AthenaQueryError(`${action} was refused: ${name}: ${message}`, { isTheQuery: false, cause: error });
}

function rowsOf(rows: readonly AthenaRow[], columns: readonly ColumnInfo[]): readonly (readonly Value[])[] {
  return rows.map(({ Data: data = [] }) =>
    columns.map(({ Type: type = '' }, index) => valueOf(data[index]?.VarCharValue, type)),
  );
}

const NUMBERS: ReadonlySet<string> = new Set([
  'tinyint',
  'smallint',
  'integer',
  'bigint',
  'float',
  'real',
  'double',
  'decimal',
]);

/** Athena gives every value as text; a null has none. Whole numbers stay text where a number would not be exact. */
function valueOf(text: string | undefined, type: string): Value {
  if (text === undefined) return null;
  if (type === 'boolean') return text === 'true';
  if (!NUMBERS.has(type)) return text;
  const number = Number(text);
  return Number.isInteger(number) && !Number.isSafeInteger(number) ? text : number;
}
