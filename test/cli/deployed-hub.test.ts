import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  DescribeMapRunCommand,
  GetExecutionHistoryCommand,
  ListMapRunsCommand,
  paginateGetExecutionHistory,
  SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import { GetParameterCommand } from '@aws-sdk/client-ssm';
import { HubFacts, HUB_ROLE_PATH, policyDocument, STATE_MACHINE_ROLE_NAME } from '@catalog-sweep/core';
import type { RoleDefinition } from '@catalog-sweep/simulated-org';
import { describe, expect, it, test } from '@jest/globals';
import { exampleOrganisation, outcomesOf, requestOf, temporaryFolder } from '../journeys/a-journey.ts';
import { anOrganization, twoVersions } from '../journeys/an-organization.ts';
import { leftBy, withHub, type HubInUse } from './a-deployed-hub.ts';
import { keysOf } from './profile-keys.ts';

/** Three databases, of which one after the other is updated, each for 40 minutes. */
const DATABASES = anOrganization()
  .withAccount('shop')
  .withProduct('Database', twoVersions({ updateTakes: 40 }))
  .withProvisionedProducts(3, 'db', 'shop')
  .withSweep({ concurrency: { scans: 2, updates: 1 } })
  .build();

const SWEEP_ID = '20261126T220000Z-0a1b2c3d';
const MINUTE = 60_000;

/** A sweep that is under way for some minutes. */
async function underWay(use: HubInUse, minutes: number): Promise<string> {
  const executionArn = await use.start(SWEEP_ID);
  await use.clock.sleep(minutes * MINUTE);
  return executionArn;
}

describe('a deployed hub', () => {
  it('is found by its parameter, sweeps when it is asked over HTTP, and leaves the log of the sweep', async () => {
    const { execution, left } = await withHub(DATABASES, async ({ hub, ssm, start, ended, stateDirectory }) => {
      const { Parameter: parameter } = await ssm.send(new GetParameterCommand({ Name: '/catalog-sweep/hub' }));
      expect(HubFacts.parse(JSON.parse(parameter?.Value ?? ''))).toEqual(hub.facts);
      return { execution: await ended(await start(SWEEP_ID)), left: leftBy(stateDirectory, SWEEP_ID) };
    });

    expect(execution).toMatchObject({ status: 'SUCCEEDED', name: SWEEP_ID });
    expect(JSON.parse(execution.output ?? '')).toMatchObject({ status: 'COMPLETED', reconciled: true });
    expect(outcomesOf(left.entries)).toEqual({ 'db-01': 'UPDATED', 'db-02': 'UPDATED', 'db-03': 'UPDATED' });
  });

  it('shows how far a sweep is by its Map Runs', async () => {
    const counts = await withHub(DATABASES, async (use) => {
      const executionArn = await underWay(use, 60);
      const { mapRuns = [] } = await use.stepFunctions.send(new ListMapRunsCommand({ executionArn }));
      const runs = [];
      for (const { mapRunArn } of mapRuns)
        runs.push(await use.stepFunctions.send(new DescribeMapRunCommand({ mapRunArn })));
      await use.ended(executionArn);
      return runs.map(({ status, maxConcurrency, executionCounts }) => ({ status, maxConcurrency, executionCounts }));
    });

    expect(counts).toMatchObject([
      { status: 'RUNNING', maxConcurrency: 1, executionCounts: { total: 3, succeeded: 1, running: 1, pending: 1 } },
      { status: 'SUCCEEDED', maxConcurrency: 2, executionCounts: { total: 3, succeeded: 3, running: 0, pending: 0 } },
    ]);
  });

  it('has the same history each time', async () => {
    const histories = [];
    for (let round = 0; round < 2; round += 1) {
      histories.push(
        await withHub(
          DATABASES,
          async ({ stepFunctions: client, start, ended }) => {
            const executionArn = await start(SWEEP_ID);
            await ended(executionArn);
            const events = [];
            for await (const page of paginateGetExecutionHistory({ client }, { executionArn }))
              events.push(...(page.events ?? []));
            return events;
          },
          // Operators do not look at histories: the console does.
          { roles: [aRole('Developer', 'states:*')], role: 'Developer' },
        ),
      );
    }

    expect(histories[0]?.length).toBeGreaterThan(20);
    expect(histories[1]).toEqual(histories[0]);
  });
});

describe('a sweep whose execution is aborted in the middle', () => {
  it('leaves a log that reconciles, with the unfinished named', async () => {
    const { summary, entries, targets } = await withHub(DATABASES, async (use) => {
      const executionArn = await underWay(use, 60);
      await use.stepFunctions.send(new StopExecutionCommand({ executionArn, cause: 'enough' }));
      await use.clock.sleep(5 * MINUTE);
      return leftBy(use.stateDirectory, SWEEP_ID);
    });

    expect(summary).toMatchObject({ status: 'ABORTED', reconciled: true, problems: [] });
    const outcomes = outcomesOf(entries);
    expect(Object.keys(outcomes).toSorted()).toEqual(['db-01', 'db-02', 'db-03']);
    expect(Object.values(outcomes).toSorted()).toEqual(['STOPPED', 'STOPPED', 'UPDATED']);
    expect(targets).toHaveLength(summary.targets.planned);
  });

  // The plan takes some minutes; before it is there, there is nothing to tell of.
  it.each([5, 10, 20, 30])(
    'does so too when its functions still run, after %s minutes in which each request takes 20 seconds',
    async (minutes) => {
      const { summary, entries, targets } = await withHub(
        DATABASES,
        async (use) => {
          const executionArn = await underWay(use, minutes);
          await use.stepFunctions.send(new StopExecutionCommand({ executionArn }));
          await use.clock.sleep(60 * MINUTE);
          return leftBy(use.stateDirectory, SWEEP_ID);
        },
        { latency: () => 20_000 },
      );

      expect(summary).toMatchObject({ status: 'ABORTED', reconciled: true, problems: [] });
      expect(targets).toHaveLength(summary.targets.planned);
      expect(entries).toHaveLength(summary.products.scanned);
    },
  );

  it('does so too when the hub was killed, as soon as it is there again', async () => {
    const stateDirectory = temporaryFolder();
    await killedInTheMiddle(stateDirectory);

    const left = await withHub(
      exampleOrganisation('organisation.yaml'),
      async ({ clock }) => {
        await clock.sleep(15 * MINUTE);
        return leftBy(stateDirectory, SWEEP_ID);
      },
      { stateDirectory },
    );

    expect(left.summary).toMatchObject({ status: 'ABORTED', reconciled: true, problems: [] });
    expect(left.entries).toHaveLength(left.summary.products.scanned);
    expect(left.entries.filter(({ Outcome }) => Outcome === 'STOPPED').length).toBeGreaterThan(0);
  });
});

describe('rights in a deployed hub', () => {
  test.each(['states:StopExecution', 'states:GetExecutionHistory', 'states:StartExecution'])(
    'an operator without %s is refused',
    async (missing) => {
      const actions = ['states:StopExecution', 'states:GetExecutionHistory', 'states:StartExecution'];
      const limited = aRole('Limited', ...actions.filter((action) => action !== missing));

      const refusals = await withHub(
        DATABASES,
        async ({ hub, stepFunctions }) => {
          const { stateMachineArn } = hub.facts;
          const executionArn = `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${SWEEP_ID}`;
          const input = JSON.stringify(requestOf({ mode: 'report' }));
          return [
            await refusal(stepFunctions.send(new StartExecutionCommand({ stateMachineArn, name: SWEEP_ID, input }))),
            await refusal(stepFunctions.send(new GetExecutionHistoryCommand({ executionArn }))),
            await refusal(stepFunctions.send(new StopExecutionCommand({ executionArn }))),
          ].filter((text) => text?.includes('is not authorized'));
        },
        { roles: [limited], role: 'Limited' },
      );

      expect(refusals).toEqual([expect.stringContaining(`is not authorized to perform: ${missing} on resource: arn:`)]);
    },
  );

  it('the state machine calls no function without the right to', async () => {
    const execution = await withHub(DATABASES, async ({ start, ended }) => ended(await start(SWEEP_ID)), {
      roles: [aRole(STATE_MACHINE_ROLE_NAME, 's3:*', 'states:*')],
    });

    expect(execution).toMatchObject({
      status: 'FAILED',
      error: 'Lambda.AWSLambdaException',
      cause: expect.stringMatching(
        /is not authorized to perform: lambda:InvokeFunction on resource: arn:aws:lambda:eu-west-1:\d{12}:function:CatalogSweepPlanSweep:1 /,
      ),
    });
  });

  test.each(['states:StartExecution', 'states:DescribeExecution', 'states:StopExecution'])(
    'the state machine runs no Map without %s',
    async (missing) => {
      const actions = ['states:StartExecution', 'states:DescribeExecution', 'states:StopExecution'];
      const role = aRole(
        STATE_MACHINE_ROLE_NAME,
        's3:*',
        'lambda:InvokeFunction',
        ...actions.filter((action) => action !== missing),
      );

      const { summary } = await withHub(
        DATABASES,
        async ({ start, ended, stateDirectory }) => {
          await ended(await start(SWEEP_ID));
          return leftBy(stateDirectory, SWEEP_ID);
        },
        { roles: [role] },
      );

      expect(summary).toMatchObject({ status: 'FAILED', reconciled: true });
      expect(summary.reason).toContain(`is not authorized to perform: ${missing}`);
    },
  );
});

/** A role of the hub account that may do these things, and nothing else. */
function aRole(name: string, ...actions: readonly string[]): RoleDefinition {
  const trusted = {
    Sid: 'Nobody',
    Effect: 'Allow',
    Action: ['sts:AssumeRole'],
    Principal: { Service: 'none' },
  } as const;
  const allowed = { Sid: 'These', Effect: 'Allow', Action: actions, Resource: ['*'] } as const;
  return {
    path: HUB_ROLE_PATH,
    name,
    trustPolicy: policyDocument(trusted),
    policies: [{ name, document: policyDocument(allowed) }],
  };
}

async function refusal(request: Promise<unknown>): Promise<string | undefined> {
  return request.then(
    () => undefined,
    (error: Error) => error.message,
  );
}

/** Serves the example in a process of its own, and kills it while a sweep of it updates. */
async function killedInTheMiddle(stateDirectory: string): Promise<void> {
  const main = fileURLToPath(new URL('../../packages/cli/src/main.ts', import.meta.url));
  const served = spawn(process.execPath, [
    main,
    'serve',
    '--port',
    '0',
    '--speed',
    '60',
    '--state-dir',
    stateDirectory,
  ]);
  const closed = once(served, 'close');
  const [text] = (await once(served.stdout, 'data')) as [Buffer];
  const client = clientOf(text.toString(), stateDirectory);
  const stateMachineArn = 'arn:aws:states:eu-west-1:222222222222:stateMachine:CatalogSweep';
  const input = JSON.stringify(requestOf({}));
  const { executionArn } = await client.send(new StartExecutionCommand({ stateMachineArn, name: SWEEP_ID, input }));
  for (let updating = false; !updating;) {
    await new Promise((resolve) => {
      setTimeout(resolve, 50);
    });
    const { mapRuns = [] } = await client.send(new ListMapRunsCommand({ executionArn }));
    updating = mapRuns.some(({ mapRunArn = '' }) => mapRunArn.includes('/UpdateTheProducts:'));
  }
  served.kill('SIGKILL');
  await closed;
  client.destroy();
}

/** A client with the keys of the operator's profile. */
function clientOf(text: string, stateDirectory: string): SFNClient {
  return new SFNClient({
    endpoint: /served at (\S+);/.exec(text)?.[1] ?? '',
    region: 'eu-west-1',
    credentials: keysOf('catalog-sweep-operator', join(stateDirectory, 'aws-credentials')),
  });
}
