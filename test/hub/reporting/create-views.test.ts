import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, it, describe } from '@jest/globals';
import { openFakeAthena, type FakeEnd } from './fake-athena.ts';

const CODE = fileURLToPath(new URL('../../../packages/hub/src/reporting/create-views.cjs', import.meta.url));

/** What Lambda brings along, the SDK, is found from the hub's package. */
const RUN = `
  const { handler } = require(${JSON.stringify(CODE)});
  const { event, milliseconds } = JSON.parse(process.argv[1]);
  const end = Date.now() + milliseconds;
  handler(event, { logStreamName: 'stream', getRemainingTimeInMillis: () => end - Date.now() });`;

const DONE: FakeEnd = { columns: [], rows: [] };

/** Runs the function as Lambda would, in a process of its own; gives the statements that Athena was asked for and what CloudFormation was answered. */
async function run({
  type = 'Create',
  views = { first: 'SELECT 1', second: 'SELECT * FROM first' },
  before = {},
  end = () => DONE,
  milliseconds = 60_000,
}: {
  readonly type?: 'Create' | 'Update' | 'Delete';
  readonly views?: Readonly<Record<string, string>>;
  readonly before?: Readonly<Record<string, string>>;
  readonly end?: (sql: string) => FakeEnd;
  readonly milliseconds?: number;
}) {
  const athena = await openFakeAthena(end);
  const answers: unknown[] = [];
  const cloudFormation = createServer((incoming, answered) => {
    void text(incoming).then((body) => {
      answers.push({ method: incoming.method, ...(JSON.parse(body) as object) });
      answered.end();
    });
  });
  await new Promise<void>((resolve) => {
    cloudFormation.listen(0, '127.0.0.1', resolve);
  });
  const { port } = cloudFormation.address() as AddressInfo;
  const viewsOf = (all: Readonly<Record<string, string>>) => Object.entries(all).map(([Name, Sql]) => ({ Name, Sql }));
  const event = {
    RequestType: type,
    ResponseURL: `http://127.0.0.1:${port}/answer?signature=1`,
    StackId: 'stack',
    RequestId: 'request',
    LogicalResourceId: 'Views',
    ResourceProperties: { WorkGroup: 'catalog-sweep', Database: 'catalog_sweep', Views: viewsOf(views) },
    ...(type === 'Update' ? { OldResourceProperties: { Views: viewsOf(before) } } : {}),
  };
  const environment = {
    AWS_ENDPOINT_URL: athena.endpoint,
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'secret',
  };
  try {
    await promisify(execFile)(process.execPath, ['-e', RUN, JSON.stringify({ event, milliseconds })], {
      cwd: fileURLToPath(new URL('../../../packages/hub', import.meta.url)),
      env: { PATH: process.env['PATH'], ...environment },
    });
  } finally {
    cloudFormation.close();
    await athena.close();
  }
  const started = athena.asked.filter(({ operation }) => operation === 'StartQueryExecution');
  return {
    answers,
    inputs: started.map(({ input }) => input),
    statements: started.map(({ input }) => input['QueryString']),
  };
}

describe('the function that creates the views', () => {
  it('is short enough to stand in a template, and needs only what Lambda brings along', () => {
    const code = readFileSync(CODE, 'utf8');

    expect(Buffer.byteLength(code)).toBeLessThan(4096);
    expect([...code.matchAll(/require\('([^']+)'\)/g)].map(([, name]) => name)).toEqual(['@aws-sdk/client-athena']);
    expect(() => createRequire(CODE)('@aws-sdk/client-athena') as unknown).not.toThrow();
  });

  it('creates one after the other in the workgroup and database, and answers CloudFormation', async () => {
    const { answers, inputs, statements } = await run({});

    expect(statements).toEqual([
      'CREATE OR REPLACE VIEW first AS SELECT 1',
      'CREATE OR REPLACE VIEW second AS SELECT * FROM first',
    ]);
    expect(inputs[0]).toMatchObject({
      WorkGroup: 'catalog-sweep',
      QueryExecutionContext: { Database: 'catalog_sweep' },
    });
    expect(answers).toEqual([
      {
        method: 'PUT',
        Status: 'SUCCESS',
        PhysicalResourceId: 'ViewsViews',
        StackId: 'stack',
        RequestId: 'request',
        LogicalResourceId: 'Views',
      },
    ]);
  });

  it('replaces them on an upgrade, and drops those that are no more, the last first', async () => {
    const { statements } = await run({
      type: 'Update',
      views: { first: 'SELECT 2' },
      before: { first: 'SELECT 1', old: 'SELECT 1', older: 'SELECT * FROM old' },
    });

    expect(statements).toEqual([
      'CREATE OR REPLACE VIEW first AS SELECT 2',
      'DROP VIEW IF EXISTS older',
      'DROP VIEW IF EXISTS old',
    ]);
  });

  it('leaves deletion to the database', async () => {
    const { answers, statements } = await run({ type: 'Delete' });

    expect(statements).toEqual([]);
    expect(answers).toMatchObject([{ Status: 'SUCCESS' }]);
  });

  it('fails the deployment with the view and the reason of Athena', async () => {
    const { answers, statements } = await run({ end: () => ({ fails: 'line 1:8: mismatched input' }) });

    expect(statements).toHaveLength(1);
    expect(answers).toMatchObject([
      {
        Status: 'FAILED',
        Reason:
          'Error: CREATE OR REPLACE VIEW first AS SELECT 1: FAILED: line 1:8: mismatched input (log stream stream)',
      },
    ]);
  });

  it('answers before its own time is over', async () => {
    const { answers } = await run({ end: () => 'never', milliseconds: 11_000 });

    expect(answers).toMatchObject([{ Status: 'FAILED', Reason: expect.stringContaining('still RUNNING') }]);
  });
});
