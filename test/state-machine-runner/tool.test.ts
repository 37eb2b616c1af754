import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, test } from '@jest/globals';
import { aTask } from './run.ts';

const TOOL = fileURLToPath(new URL('../../packages/state-machine-runner/src/tool/run.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'run-state-machine-'));

let lambda: Server;
let url: string;

/** Answers as the Lambda Invoke API does. */
beforeAll(async () => {
  lambda = createServer((request, response) => {
    const name = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/.exec(request.url ?? '')?.[1];
    let body = '';
    request.on('data', (chunk) => (body += String(chunk)));
    request.on('end', () => {
      switch (name ?? 'none') {
        case 'echo':
          response.end(JSON.stringify({ got: JSON.parse(body) as unknown }));
          return;
        case 'throws':
          response.setHeader('X-Amz-Function-Error', 'Unhandled');
          response.end(JSON.stringify({ errorType: 'NoStock', errorMessage: 'none left', trace: [] }));
          return;
        case 'busy':
          response.writeHead(429, { 'x-amzn-errortype': 'TooManyRequestsException:http://internal.amazon.com/' });
          response.end(JSON.stringify({ message: 'Rate Exceeded.' }));
          return;
        default:
          response.writeHead(404, { 'x-amzn-errortype': 'ResourceNotFoundException' });
          response.end(JSON.stringify({ Message: `Function not found: ${name}` }));
      }
    });
  });
  await new Promise<void>((resolve) => lambda.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(lambda.address() as AddressInfo).port}`;
});

afterAll(() => {
  lambda.close();
  rmSync(folder, { recursive: true, force: true });
});

function file(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

function runTool(...args: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [TOOL, ...args], (error, out, err) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err: err.trim() }),
    );
  });
}

async function run(states: Readonly<Record<string, unknown>>, input: unknown, ...args: readonly string[]) {
  const definition = file('definition.json', {
    QueryLanguage: 'JSONata',
    StartAt: Object.keys(states)[0],
    States: states,
  });
  const { code, out, err } = await runTool('--definition', definition, '--input', file('input.json', input), ...args);
  return { code, err, result: JSON.parse(out === '' ? 'null' : out) as Record<string, unknown> };
}

describe('run-state-machine', () => {
  it('prints output and history of an execution, with the functions of a URL', async () => {
    const { code, result } = await run({ Call: aTask('echo') }, { n: 1 }, '--lambda-url', url);

    expect(code).toBe(0);
    expect(result).toMatchObject({ status: 'SUCCEEDED', output: { got: { n: 1 } } });
    expect((result['events'] as { type: string }[]).map(({ type }) => type)).toEqual([
      'ExecutionStarted',
      'TaskStateEntered',
      'TaskScheduled',
      'TaskStarted',
      'TaskSucceeded',
      'TaskStateExited',
      'ExecutionSucceeded',
    ]);
  });

  test.each([
    { name: 'throws', error: 'NoStock', cause: /^\{"errorType":"NoStock","errorMessage":"none left","trace":\[\]\}$/ },
    { name: 'busy', error: 'Lambda.TooManyRequestsException', cause: /^Rate Exceeded\.$/ },
    { name: 'gone', error: 'Lambda.ResourceNotFoundException', cause: /^Function not found: gone$/ },
  ])('gives the error of a function that is $name, in the names of Step Functions', async ({ name, error, cause }) => {
    const { code, result } = await run({ Call: aTask(name) }, {}, '--lambda-url', url);

    expect(code).toBe(1);
    expect(result).toMatchObject({ status: 'FAILED', error, cause: expect.stringMatching(cause) });
  });

  it('says that nobody answers at the URL', async () => {
    const { result } = await run({ Call: aTask('echo') }, {}, '--lambda-url', 'http://127.0.0.1:9');

    expect(result).toMatchObject({ status: 'FAILED', error: 'Lambda.SdkClientException' });
  });

  const distributed = (key: string) => ({
    Each: {
      Type: 'Map',
      ItemReader: {
        Resource: 'arn:aws:states:::s3:getObject',
        ReaderConfig: { InputType: 'JSONL' },
        Arguments: { Bucket: 'data', Key: key },
      },
      ItemProcessor: {
        ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
        StartAt: 'Keep',
        States: { Keep: { Type: 'Pass', End: true } },
      },
      ResultWriter: { Resource: 'arn:aws:states:::s3:putObject', Arguments: { Bucket: 'results', Prefix: 'maps' } },
      End: true,
    },
  });

  it('reads items from a folder and writes results there', async () => {
    const s3 = join(folder, 's3');
    mkdirSync(join(s3, 'data'), { recursive: true });
    writeFileSync(join(s3, 'data', 'items.jsonl'), '{"n":1}\n{"n":2}\n');

    const { code, result } = await run(distributed('items.jsonl'), {}, '--s3-dir', s3);

    expect(code).toBe(0);
    expect(result['output']).toMatchObject({ ResultWriterDetails: { Bucket: 'results' } });
    const [mapRun = ''] = readdirSync(join(s3, 'results', 'maps'));
    expect(readdirSync(join(s3, 'results', 'maps', mapRun)).toSorted()).toEqual(['SUCCEEDED_0.json', 'manifest.json']);
  });

  test.each([
    { name: 'a missing object', key: 'none.jsonl', cause: /none\.jsonl: The specified key does not exist\.$/ },
    { name: 'a key that leads out of its bucket', key: '../../secret', cause: /names no file below the folder$/ },
  ])('fails as AWS does on $name', async ({ key, cause }) => {
    const { code, result } = await run(distributed(key), {}, '--s3-dir', folder);

    expect(code).toBe(1);
    expect(result).toMatchObject({ error: 'States.ItemReaderFailed', cause: expect.stringMatching(cause) });
  });

  test.each([
    {
      name: 'a field of JSONPath',
      state: { Type: 'Pass', ResultPath: '$.x', End: true },
      reason: /^state "One": the field ResultPath is not supported$/,
    },
    {
      name: 'another integration',
      state: { Type: 'Task', Resource: 'arn:aws:states:::sqs:sendMessage', Arguments: {}, End: true },
      reason: /state "One", field Resource: only/,
    },
    { name: 'a state that leads nowhere', state: { Type: 'Pass', Next: 'Two' }, reason: /there is no state "Two"/ },
    {
      name: 'a type that is not known',
      state: { Type: 'Activity', End: true },
      reason: /state "One", field Type: "Activity" is not supported/,
    },
  ])('refuses $name by state and field', async ({ state, reason }) => {
    const { code, result } = await run({ One: state }, {});

    expect(code).toBe(64);
    expect(result).toEqual({
      status: 'REFUSED',
      reason: expect.stringMatching(reason),
    });
  });

  it('refuses what is no definition at all', async () => {
    const { code, out } = await runTool(
      '--definition',
      file('broken.yaml', 'States: ['),
      '--input',
      file('input.json', {}),
    );

    expect(code).toBe(64);
    expect(JSON.parse(out)).toEqual({
      status: 'REFUSED',
      reason: expect.stringMatching(/broken\.yaml does not parse/),
    });
  });

  test.each([
    { name: 'nothing', args: [], problem: /--definition and --input are needed/ },
    {
      name: 'a file that is not there',
      args: ['--definition', '/nowhere.json', '--input', '/nowhere.json'],
      problem: /--definition \/nowhere\.json cannot be read/,
    },
    { name: 'an unknown option', args: ['--definitions', 'x'], problem: /Unknown option '--definitions'/ },
  ])('takes $name for wrong usage, in a sentence', async ({ args, problem }) => {
    const { code, out, err } = await runTool(...args);

    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(problem);
    expect(err.split('\n')).toHaveLength(1);
  });

  test.each([
    { name: 'a task without --lambda-url', states: { Call: aTask('echo') }, args: [], problem: /needs --lambda-url/ },
    { name: 'S3 without --s3-dir', states: distributed('x'), args: [], problem: /needs --s3-dir/ },
    {
      name: 'a folder that is not there',
      states: distributed('x'),
      args: ['--s3-dir', '/nowhere'],
      problem: /--s3-dir \/nowhere cannot be used/,
    },
    {
      name: 'a URL that is none',
      states: { Call: aTask('echo') },
      args: ['--lambda-url', 'localhost'],
      problem: /--lambda-url localhost is no URL/,
    },
  ])('says of $name what is missing', async ({ states, args, problem }) => {
    const { code, err } = await run(states, {}, ...args);

    expect(code).toBe(2);
    expect(err).toMatch(problem);
  });
});
