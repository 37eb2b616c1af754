import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A result as Athena knows it: every value is text, a null is none. */
export interface FakeResult {
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly rows: readonly (readonly (string | null)[])[];
}

/** How a query ends: with a result, or for a reason. */
export type FakeEnd = FakeResult | { readonly fails: string; readonly category?: number } | 'never';

export interface FakeAthena {
  readonly endpoint: string;
  /** What was asked, in order: operation and input. */
  readonly asked: readonly { readonly operation: string; readonly input: Readonly<Record<string, unknown>> }[];
  close(): Promise<void>;
}

type Input = Readonly<Record<string, unknown>>;

/**
 * Answers the operations of Athena as its API reference has them: a query is QUEUED, then RUNNING, then ended; results come in pages of `pageSize` rows, the
 * first of which begins with a row of the columns' names. https://docs.aws.amazon.com/athena/latest/APIReference/API_GetQueryResults.html
 */
export async function openFakeAthena(
  end: (sql: string) => FakeEnd | Promise<FakeEnd>,
  {
    pageSize = 2,
    refuses,
  }: { readonly pageSize?: number; readonly refuses?: { readonly name: string; readonly message: string } } = {},
): Promise<FakeAthena> {
  const asked: { operation: string; input: Input }[] = [];
  const ends: FakeEnd[] = [];
  const looks: number[] = [];

  const operations: Readonly<Record<string, (input: Input) => object | Promise<object>>> = {
    async StartQueryExecution({ QueryString: sql }) {
      ends.push(await end(String(sql)));
      looks.push(0);
      return { QueryExecutionId: String(ends.length - 1) };
    },
    GetQueryExecution({ QueryExecutionId: id }) {
      const look = (looks[Number(id)] = (looks[Number(id)] ?? 0) + 1);
      return { QueryExecution: { QueryExecutionId: id, Status: statusOf(ends[Number(id)], look) } };
    },
    GetQueryResults({ QueryExecutionId: id, NextToken: token }) {
      return pageOf(ends[Number(id)] as FakeResult, Number(token ?? 0), pageSize);
    },
    StopQueryExecution: () => ({}),
  };

  const server = createServer((incoming, answered) => {
    void text(incoming).then(async (body) => {
      const operation = String(incoming.headers['x-amz-target']).replace('AmazonAthena.', '');
      const input = JSON.parse(body) as Input;
      asked.push({ operation, input });
      const answer =
        refuses === undefined
          ? await operations[operation]?.(input)
          : { __type: refuses.name, message: refuses.message };
      answered.writeHead(refuses === undefined ? 200 : 400, { 'content-type': 'application/x-amz-json-1.1' });
      answered.end(JSON.stringify(answer ?? {}));
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    asked,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}

function statusOf(end: FakeEnd | undefined, look: number): object {
  if (look === 1) return { State: 'QUEUED' };
  if (look === 2 || end === 'never' || end === undefined) return { State: 'RUNNING' };
  if (!('fails' in end)) return { State: 'SUCCEEDED' };
  const { fails, category = 2 } = end;
  return { State: 'FAILED', StateChangeReason: fails, AthenaError: { ErrorCategory: category, ErrorMessage: fails } };
}

function pageOf({ columns, rows }: FakeResult, from: number, size: number): object {
  const all = [columns.map(({ name }) => name), ...rows];
  const next = from + size;
  return {
    ResultSet: {
      Rows: all.slice(from, next).map((row) => ({
        Data: row.map((value) => (value === null ? {} : { VarCharValue: value })),
      })),
      ResultSetMetadata: { ColumnInfo: columns.map(({ name, type }) => ({ Name: name, Type: type })) },
    },
    ...(next < all.length ? { NextToken: String(next) } : {}),
  };
}
