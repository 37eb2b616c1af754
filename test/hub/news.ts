import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { LogDatabase } from '../../packages/cli/src/reporting/log-database.ts';
import type { QueryResult } from '../../packages/cli/src/reporting/query-result.ts';
import { openScripted } from './local-servers.ts';
import { openFakeAthena, type FakeResult } from './reporting/fake-athena.ts';

/* What a hub tells of a finished sweep, taken by servers of this machine: an event bus, a topic, and Athena over the logs of a state folder. */

export interface News {
  /** The variables of the SDK that lead to them. */
  readonly environment: Readonly<Record<string, string>>;
  /** The events that were put, as EventBridge hands them on. */
  events(): readonly { readonly source: string; readonly 'detail-type': string; readonly detail: unknown }[];
  /** What was published. */
  mails(): readonly { readonly subject: string; readonly message: string; readonly topic: string }[];
  close(): Promise<void>;
}

export async function openNews(stateDirectory: string): Promise<News> {
  const bus = await openScripted({ 'AWSEvents.PutEvents': { FailedEntryCount: 0, Entries: [{ EventId: '1' }] } });
  const topic = await openTopic();
  const athena = await openFakeAthena((sql) => answerOf(sql, stateDirectory), { pageSize: 50 });
  return {
    environment: {
      AWS_ENDPOINT_URL_EVENTBRIDGE: bus.endpoint,
      AWS_ENDPOINT_URL_SNS: topic.endpoint,
      AWS_ENDPOINT_URL_ATHENA: athena.endpoint,
    },
    events: () =>
      bus.asked.map(({ body }) => {
        const { Entries } = JSON.parse(body) as {
          readonly Entries: readonly [
            { readonly Source: string; readonly DetailType: string; readonly Detail: string },
          ];
        };
        const [{ Source: source, DetailType: type, Detail: detail }] = Entries;
        return { source, 'detail-type': type, detail: JSON.parse(detail) as unknown };
      }),
    mails: () =>
      topic.asked.map((form) => ({
        subject: form.get('Subject') ?? '',
        message: form.get('Message') ?? '',
        topic: form.get('TopicArn') ?? '',
      })),
    async close() {
      await Promise.all([bus.close(), topic.close(), athena.close()]);
    },
  };
}

/** SNS speaks forms and XML. https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
async function openTopic() {
  const asked: URLSearchParams[] = [];
  const server = createServer((incoming, answered) => {
    void text(incoming).then((body) => {
      asked.push(new URLSearchParams(body));
      answered.writeHead(200, { 'content-type': 'text/xml' });
      answered.end(
        '<PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult><MessageId>1</MessageId></PublishResult></PublishResponse>',
      );
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
    });
  return { endpoint: `http://127.0.0.1:${port}`, asked, close };
}

async function answerOf(sql: string, stateDirectory: string): Promise<FakeResult> {
  const logs = await LogDatabase.open({ stateDirectory });
  try {
    return asAthenaHasIt(await logs.query(sql));
  } finally {
    logs.close();
  }
}

/** Every value is text, with the type of its column beside. */
export function asAthenaHasIt({ columns, rows }: QueryResult): FakeResult {
  return {
    columns: columns.map((name, index) => {
      const value = rows.map((row) => row[index]).find((one) => one !== null);
      const type = typeof value === 'number' ? 'double' : typeof value === 'boolean' ? 'boolean' : 'varchar';
      return { name, type };
    }),
    rows: rows.map((row) => row.map((value) => (value === null ? null : String(value)))),
  };
}
