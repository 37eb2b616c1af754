import {
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  StartExecutionCommand,
  StopExecutionCommand,
  type StartExecutionCommandInput,
} from '@aws-sdk/client-sfn';
import { afterEach, describe, expect, it, test } from '@jest/globals';
import { errorOf, executionOf, STATE_MACHINE, StateMachines } from './a-state-machine.ts';

const machines = new StateMachines();
afterEach(() => machines.closeAll());

const DAY = 24 * 3600 * 1000;

describe('StartExecution', () => {
  it('runs the state machine, whose end can be described', async () => {
    const { clock, start, describe: looked } = await machines.open();

    const [running, ended] = await clock.task(async () => {
      const arn = await start('a', { seconds: 60 });
      const first = await looked(arn);
      await clock.sleep(61_000);
      return [first, await looked(arn)];
    });

    expect(running).toMatchObject({
      executionArn: executionOf('a'),
      stateMachineArn: STATE_MACHINE,
      status: 'RUNNING',
      input: '{"seconds":60}',
      redriveStatus: 'NOT_REDRIVABLE',
    });
    expect(running?.stopDate).toBeUndefined();
    expect(ended).toMatchObject({ status: 'SUCCEEDED', output: '{"done":true}' });
    expect(Number(ended?.stopDate) - Number(ended?.startDate)).toBe(60_000);
  });

  test.each([
    { name: 'FAILED', end: { status: 'FAILED', error: 'E', cause: 'C' }, shown: { error: 'E', cause: 'C' } },
    { name: 'TIMED_OUT', end: { status: 'TIMED_OUT', error: 'States.Timeout' }, shown: {} },
  ] as const)('shows an execution that $name', async ({ end, shown }) => {
    const { clock, start, describe: looked } = await machines.open();

    const { status, error, cause, output, redriveStatus } = await clock.task(async () => {
      const arn = await start('a', { end });
      await clock.sleep(1000);
      return looked(arn);
    });

    expect({ status, error, cause, output, redriveStatus }).toEqual({
      status: end.status,
      error: undefined,
      cause: undefined,
      output: undefined,
      redriveStatus: 'REDRIVABLE',
      ...shown,
    });
  });

  it('answers the same while an execution of that name and input runs, and refuses it otherwise', async () => {
    const { clock, client, start, open } = await machines.open();

    const answers = await clock.task(async () => {
      const first = await client.send(
        new StartExecutionCommand({ stateMachineArn: STATE_MACHINE, name: 'a', input: '{"seconds":60}' }),
      );
      await clock.sleep(1000);
      const second = await client.send(
        new StartExecutionCommand({ stateMachineArn: STATE_MACHINE, name: 'a', input: '{"seconds":60}' }),
      );
      const other = await errorOf(start('a', { seconds: 61 }));
      await clock.sleep(60_000);
      const closed = await errorOf(start('a', { seconds: 60 }));
      return { first, second, other, closed };
    });

    expect(answers.second.executionArn).toBe(answers.first.executionArn);
    expect(answers.second.startDate).toEqual(answers.first.startDate);
    const refusal = `ExecutionAlreadyExists: Execution Already Exists: '${executionOf('a')}'`;
    expect(answers.other).toBe(refusal);
    expect(answers.closed).toBe(refusal);
    expect([...open.organisation.store.all('states.executions')]).toHaveLength(1);
  });

  it('takes a name again when its execution ended more than 90 days ago', async () => {
    const { clock, client, start, describe: looked } = await machines.open();

    const answers = await clock.task(async () => {
      const arn = await start('a');
      await clock.sleep(90 * DAY - 1000);
      const before = await errorOf(start('a'));
      await clock.sleep(2000);
      const gone = await errorOf(looked(arn));
      const again = await start('a', { seconds: 60 });
      const { events = [] } = await client.send(new GetExecutionHistoryCommand({ executionArn: again }));
      return { before, gone, again, events: events.map(({ type }) => type) };
    });

    expect(answers).toEqual({
      before: `ExecutionAlreadyExists: Execution Already Exists: '${executionOf('a')}'`,
      gone: `ExecutionDoesNotExist: Execution Does Not Exist: '${executionOf('a')}'`,
      again: executionOf('a'),
      events: ['ExecutionStarted', 'TaskStateEntered'],
    });
  });

  it('makes up names that differ', async () => {
    const { clock, client } = await machines.open();
    const nameless = () => client.send(new StartExecutionCommand({ stateMachineArn: STATE_MACHINE }));

    const arns = await clock.task(async () => [await nameless(), await nameless()]);

    const names = arns.map(({ executionArn = '' }) => executionArn.slice(executionArn.lastIndexOf(':') + 1));
    expect(names[0]).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(new Set(names).size).toBe(2);
  });

  test.each<{ name: string; wish: Partial<StartExecutionCommandInput>; error: string | RegExp }>([
    {
      name: 'a state machine that is not there',
      wish: { stateMachineArn: `${STATE_MACHINE}2` },
      error: `StateMachineDoesNotExist: State Machine Does Not Exist: '${STATE_MACHINE}2'`,
    },
    {
      name: 'what is no ARN',
      wish: { stateMachineArn: 'sweep' },
      error: "InvalidArn: Invalid Arn: 'Invalid ARN prefix: sweep'",
    },
    {
      name: 'the ARN of an execution',
      wish: { stateMachineArn: executionOf('a') },
      error: "InvalidArn: Invalid Arn: 'Resource type not valid in this context: execution'",
    },
    { name: 'a name with a slash', wish: { name: 'a/b' }, error: "InvalidName: Invalid Name: 'a/b'" },
    {
      name: 'a long name',
      wish: { name: 'a'.repeat(81) },
      error:
        /^ValidationException: 1 validation error detected: Value 'a+' at 'name' failed to satisfy constraint: Member must have length less than or equal to 80$/,
    },
    {
      name: 'input that is not JSON',
      wish: { input: 'not' },
      error: /^InvalidExecutionInput: Invalid State Machine Execution Input: '.*'$/,
    },
    {
      name: 'empty input',
      wish: { input: '' },
      error: "InvalidExecutionInput: Invalid State Machine Execution Input: 'Invalid execution input.'",
    },
  ])('refuses $name', async ({ wish, error }) => {
    const { client, open } = await machines.open();
    const command = new StartExecutionCommand({ stateMachineArn: STATE_MACHINE, ...wish });

    expect(await errorOf(client.send(command))).toMatch(error);
    expect([...open.organisation.store.all('states.executions')]).toEqual([]);
  });
});

describe('StopExecution', () => {
  it('aborts at once, with error and cause, and what the engine says afterwards does not count', async () => {
    const { clock, client, start, describe: looked } = await machines.open();

    const { stopDate, execution } = await clock.task(async () => {
      const executionArn = await start('a', { seconds: 60 });
      await clock.sleep(10_000);
      const stopped = await client.send(new StopExecutionCommand({ executionArn, error: 'Enough', cause: 'of it' }));
      await clock.sleep(100_000);
      return { stopDate: stopped.stopDate, execution: await looked(executionArn) };
    });

    expect(execution).toMatchObject({ status: 'ABORTED', error: 'Enough', cause: 'of it', stopDate });
    expect(Number(execution.stopDate) - Number(execution.startDate)).toBe(10_000);
  });

  it('leaves an execution that has ended as it is', async () => {
    const { clock, client, start, describe: looked } = await machines.open();

    const { stopDate, execution } = await clock.task(async () => {
      const executionArn = await start('a');
      await clock.sleep(10_000);
      const stopped = await client.send(new StopExecutionCommand({ executionArn, cause: 'too late' }));
      return { stopDate: stopped.stopDate, execution: await looked(executionArn) };
    });

    expect(execution).toMatchObject({ status: 'SUCCEEDED', stopDate });
    expect(execution.cause).toBeUndefined();
  });

  it('does not know an execution that never was', async () => {
    const { client } = await machines.open();

    expect(await errorOf(client.send(new StopExecutionCommand({ executionArn: executionOf('a') })))).toBe(
      `ExecutionDoesNotExist: Execution Does Not Exist: '${executionOf('a')}'`,
    );
  });
});

describe('DescribeExecution', () => {
  it('leaves out the data when only the rest is wanted', async () => {
    const { clock, client, start } = await machines.open();

    const execution = await clock.task(async () => {
      const executionArn = await start('a');
      await clock.sleep(1000);
      return client.send(new DescribeExecutionCommand({ executionArn, includedData: 'METADATA_ONLY' }));
    });

    expect(execution).toMatchObject({ status: 'SUCCEEDED', inputDetails: { included: false } });
    expect(execution.input).toBeUndefined();
    expect(execution.output).toBeUndefined();
  });
});

describe('an engine that breaks', () => {
  it('fails its execution with what it threw', async () => {
    const {
      clock,
      start,
      describe: looked,
    } = await machines.open({
      stateMachines: [
        {
          account: '222222222222',
          region: 'eu-west-1',
          name: 'Sweep',
          roleArn: 'a-role',
          run: () => Promise.reject(new Error('the engine broke')),
        },
      ],
    });

    const execution = await clock.task(async () => {
      const arn = await start('a');
      await clock.sleep(1000);
      return looked(arn);
    });

    expect(execution).toMatchObject({ status: 'FAILED', cause: expect.stringContaining('the engine broke') });
  });
});
