import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterEach, describe, expect } from '@jest/globals';
import { environmentFor, PROGRAMS, testWith } from '../platform/other-programs.ts';
import { HUB } from '../platform/small-organisation.ts';
import { executionOf, STATE_MACHINE, StateMachines } from './a-state-machine.ts';

const run = promisify(execFile);
const machines = new StateMachines();
afterEach(() => machines.closeAll());

describe('Step Functions for other SDKs', () => {
  testWith(PROGRAMS.aws, 'the AWS CLI starts an execution, and reads its history over pages', useCli);
  testWith(
    PROGRAMS.boto3,
    'boto3 starts executions, lists them over pages, and reads errors by their classes',
    useBoto,
  );
});

async function useCli(): Promise<void> {
  const { open } = await machines.open({ pageLimit: 2 });
  const aws = async (...args: readonly string[]) =>
    (await run('aws', ['stepfunctions', ...args, '--output', 'json'], { env: environmentFor(open, HUB) })).stdout;

  const started = await aws('start-execution', '--state-machine-arn', STATE_MACHINE, '--name', 'a');
  const history = await aws('get-execution-history', '--execution-arn', executionOf('a'), '--query', 'events[].type');

  expect(JSON.parse(started)).toMatchObject({ executionArn: executionOf('a') });
  expect(JSON.parse(history)).toEqual(['ExecutionStarted', 'TaskStateEntered', 'TaskStateExited']);
}

async function useBoto(): Promise<void> {
  const { open } = await machines.open({ pageLimit: 2 });
  const program = `
import boto3, json
states = boto3.client('stepfunctions')
for name in ['a', 'b', 'c']:
    states.start_execution(stateMachineArn='${STATE_MACHINE}', name=name, input='{}')
try:
    states.start_execution(stateMachineArn='${STATE_MACHINE}', name='a', input='[]')
except states.exceptions.ExecutionAlreadyExists as error:
    message = error.response['message']
pages = states.get_paginator('list_executions').paginate(stateMachineArn='${STATE_MACHINE}')
print(json.dumps([message, sorted(e['name'] for page in pages for e in page['executions'])]))
`;

  const { stdout } = await run('python3', ['-c', program], { env: environmentFor(open, HUB) });

  expect(JSON.parse(stdout)).toEqual([`Execution Already Exists: '${executionOf('a')}'`, ['a', 'b', 'c']]);
}
