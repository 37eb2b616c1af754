import {
  DescribeExecutionCommand,
  DescribeMapRunCommand,
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  ListMapRunsCommand,
  paginateGetExecutionHistory,
  paginateListExecutions,
  StopExecutionCommand,
  type ListExecutionsCommandInput,
} from '@aws-sdk/client-sfn';
import { afterEach, describe, expect, it, test } from '@jest/globals';
import { errorOf, executionOf, mapRunOf, STATE_MACHINE, StateMachines } from './a-state-machine.ts';

const machines = new StateMachines();
afterEach(() => machines.closeAll());

describe('ListExecutions', () => {
  it('gives all pages, newest first, and those of a status alone', async () => {
    const { clock, client, start } = await machines.open({ pageLimit: 2 });

    const lists = await clock.task(async () => {
      for (const name of ['a', 'b', 'c', 'd', 'e']) {
        await start(name, { seconds: name === 'b' ? 3600 : 0 });
        await clock.sleep(1000);
      }
      return {
        all: await namesOf(client, {}),
        running: await namesOf(client, { statusFilter: 'RUNNING' }),
        pages: (await client.send(new ListExecutionsCommand({ stateMachineArn: STATE_MACHINE }))).executions?.length,
      };
    });

    expect(lists).toEqual({ all: ['e', 'd', 'c', 'b', 'a'], running: ['b'], pages: 2 });
  });

  it('keeps the children of Map Runs for the lists of their runs', async () => {
    const { clock, client, start } = await machines.open({ pageLimit: 2 });

    const lists = await clock.task(async () => {
      const arn = await start('a', { children: 3, seconds: 60 });
      return { all: await namesOf(client, {}), children: await namesOf(client, { mapRunArn: mapRunOf(arn) }) };
    });

    expect(lists).toEqual({ all: ['a'], children: ['child-2', 'child-1', 'child-0'] });
  });

  test.each<{ name: string; wish: ListExecutionsCommandInput; error: string }>([
    {
      name: 'pages that are too large',
      wish: { stateMachineArn: STATE_MACHINE, maxResults: 1001 },
      error:
        "ValidationException: 1 validation error detected: Value '1001' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to 1000",
    },
    {
      name: 'a token that was not given out',
      wish: { stateMachineArn: STATE_MACHINE, nextToken: 'x' },
      error: 'InvalidToken: The page token is not valid.',
    },
    {
      name: 'neither state machine nor Map Run',
      wish: {},
      error: 'ValidationException: Exactly one of stateMachineArn and mapRunArn must be given.',
    },
    {
      name: 'a Map Run that is not there',
      wish: { mapRunArn: mapRunOf('x') },
      error: `ResourceNotFound: Resource not found: '${mapRunOf('x')}'`,
    },
  ])('refuses $name', async ({ wish, error }) => {
    const { client } = await machines.open();

    expect(await errorOf(client.send(new ListExecutionsCommand(wish)))).toBe(error);
  });
});

describe('GetExecutionHistory', () => {
  it('gives the events in both orders, page by page, with their data or without', async () => {
    const { clock, client, start } = await machines.open({ pageLimit: 2 });

    const { forward, backward, bare } = await clock.task(async () => {
      const executionArn = await start('a', { seconds: 5 });
      await clock.sleep(10_000);
      return {
        forward: await eventsOf(client, { executionArn }),
        backward: await eventsOf(client, { executionArn, reverseOrder: true }),
        bare: await eventsOf(client, { executionArn, includeExecutionData: false }),
      };
    });

    expect(forward.map(({ id, type }) => `${id} ${type}`)).toEqual([
      '1 ExecutionStarted',
      '2 TaskStateEntered',
      '3 TaskStateExited',
    ]);
    expect(backward.map(({ id }) => id)).toEqual([3, 2, 1]);
    expect(forward[1]?.stateEnteredEventDetails).toMatchObject({ name: 'Work', input: '{"seconds":5}' });
    expect(forward[2]?.stateExitedEventDetails).toMatchObject({ name: 'Work', output: 'null' });
    expect(Number(forward[2]?.timestamp) - Number(forward[1]?.timestamp)).toBe(5000);
    expect(bare[1]?.stateEnteredEventDetails).toEqual({ name: 'Work' });
  });

  it('ends with the abort of an execution that is stopped', async () => {
    const { clock, client, start } = await machines.open();

    const events = await clock.task(async () => {
      const executionArn = await start('a', { seconds: 60 });
      await clock.sleep(1000);
      await client.send(new StopExecutionCommand({ executionArn, error: 'Enough', cause: 'of it' }));
      await clock.sleep(100_000);
      return eventsOf(client, { executionArn });
    });

    expect(events.at(-1)).toMatchObject({
      id: 3,
      previousEventId: 0,
      type: 'ExecutionAborted',
      executionAbortedEventDetails: { error: 'Enough', cause: 'of it' },
    });
  });

  it('does not know an execution that never was', async () => {
    const { client } = await machines.open();

    expect(await errorOf(client.send(new GetExecutionHistoryCommand({ executionArn: executionOf('a') })))).toBe(
      `ExecutionDoesNotExist: Execution Does Not Exist: '${executionOf('a')}'`,
    );
  });
});

describe('Map Runs', () => {
  it('are listed with their execution, and count their children', async () => {
    const { clock, client, start } = await machines.open();

    const { runs, run } = await clock.task(async () => {
      const executionArn = await start('a', { children: 3, seconds: 60 });
      const { mapRuns = [] } = await client.send(new ListMapRunsCommand({ executionArn }));
      return { runs: mapRuns, run: await client.send(new DescribeMapRunCommand({ mapRunArn: mapRuns[0]?.mapRunArn })) };
    });

    expect(runs).toMatchObject([
      {
        executionArn: executionOf('a'),
        mapRunArn: mapRunOf(executionOf('a')),
        stateMachineArn: `${STATE_MACHINE}/Each`,
      },
    ]);
    expect(run).toMatchObject({ status: 'RUNNING', maxConcurrency: 2, toleratedFailurePercentage: 100 });
    const counts = { total: 4, pending: 1, running: 1, succeeded: 1, failed: 1, aborted: 0, timedOut: 0 };
    expect(run.executionCounts).toMatchObject({ ...counts, resultsWritten: 2 });
    expect(run.itemCounts).toEqual(run.executionCounts);
  });

  it('are aborted with their execution, and so are the children that run', async () => {
    const { clock, client, start } = await machines.open();

    const { run, child } = await clock.task(async () => {
      const executionArn = await start('a', { children: 2, seconds: 60 });
      await client.send(new StopExecutionCommand({ executionArn }));
      await clock.sleep(100_000);
      const mapRunArn = mapRunOf(executionArn);
      const childArn = `${mapRunArn.replace(':mapRun:', ':execution:').replace(/:[^:]*$/, '')}:child-1`;
      return {
        run: await client.send(new DescribeMapRunCommand({ mapRunArn })),
        child: await client.send(new DescribeExecutionCommand({ executionArn: childArn })),
      };
    });

    expect(run).toMatchObject({ status: 'ABORTED', executionCounts: { running: 0, aborted: 1, pending: 1 } });
    expect(child).toMatchObject({
      status: 'ABORTED',
      mapRunArn: mapRunOf(executionOf('a')),
      redriveStatus: 'REDRIVABLE_BY_MAP_RUN',
    });
  });

  it('are not known when they never were', async () => {
    const { client } = await machines.open();

    expect(await errorOf(client.send(new DescribeMapRunCommand({ mapRunArn: mapRunOf('x') })))).toBe(
      `ResourceNotFound: Resource not found: '${mapRunOf('x')}'`,
    );
  });
});

type Client = Awaited<ReturnType<StateMachines['open']>>['client'];

async function namesOf(client: Client, wish: ListExecutionsCommandInput): Promise<(string | undefined)[]> {
  const names: (string | undefined)[] = [];
  const subject = wish.mapRunArn === undefined ? { stateMachineArn: STATE_MACHINE } : {};
  for await (const { executions = [] } of paginateListExecutions({ client }, { ...subject, ...wish }))
    names.push(...executions.map(({ name }) => name));
  return names;
}

async function eventsOf(client: Client, wish: GetExecutionHistoryCommand['input']) {
  const all: Awaited<ReturnType<typeof firstPage>> = [];
  for await (const { events = [] } of paginateGetExecutionHistory({ client }, wish)) all.push(...events);
  return all;
}

async function firstPage(client: Client, wish: GetExecutionHistoryCommand['input']) {
  return (await client.send(new GetExecutionHistoryCommand(wish))).events ?? [];
}
