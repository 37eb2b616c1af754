import {
  DescribeExecutionCommand,
  DescribeMapRunCommand,
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  ListMapRunsCommand,
  SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import { afterEach, describe, expect, it, test } from '@jest/globals';
import { foundSmall, HUB, policyOf, putRole, REGION, roleNamed } from '../platform/small-organisation.ts';
import { errorOf, executionOf, mapRunOf, STATE_MACHINE, StateMachines } from './a-state-machine.ts';

const machines = new StateMachines();
afterEach(() => machines.closeAll());

const EXECUTION = executionOf('a');
const MAP_RUN = mapRunOf(EXECUTION);

/** Each operation, with the resource that its right is about. */
const OPERATIONS: readonly {
  readonly name: string;
  readonly resource: string;
  readonly ask: (client: SFNClient) => Promise<unknown>;
}[] = [
  {
    name: 'StartExecution',
    resource: STATE_MACHINE,
    ask: (client) => client.send(new StartExecutionCommand({ stateMachineArn: STATE_MACHINE, name: 'b' })),
  },
  {
    name: 'ListExecutions',
    resource: STATE_MACHINE,
    ask: (client) => client.send(new ListExecutionsCommand({ stateMachineArn: STATE_MACHINE })),
  },
  {
    name: 'ListExecutions',
    resource: MAP_RUN,
    ask: (client) => client.send(new ListExecutionsCommand({ mapRunArn: MAP_RUN })),
  },
  {
    name: 'DescribeExecution',
    resource: EXECUTION,
    ask: (client) => client.send(new DescribeExecutionCommand({ executionArn: EXECUTION })),
  },
  {
    name: 'GetExecutionHistory',
    resource: EXECUTION,
    ask: (client) => client.send(new GetExecutionHistoryCommand({ executionArn: EXECUTION })),
  },
  {
    name: 'ListMapRuns',
    resource: EXECUTION,
    ask: (client) => client.send(new ListMapRunsCommand({ executionArn: EXECUTION })),
  },
  {
    name: 'DescribeMapRun',
    resource: MAP_RUN,
    ask: (client) => client.send(new DescribeMapRunCommand({ mapRunArn: MAP_RUN })),
  },
  {
    name: 'StopExecution',
    resource: EXECUTION,
    ask: (client) => client.send(new StopExecutionCommand({ executionArn: EXECUTION })),
  },
];

async function answerTo(ask: (client: SFNClient) => Promise<unknown>, statement: object): Promise<string> {
  const { open, clock, start } = await machines.open({
    found: (founding) => {
      foundSmall(founding);
      const document = policyOf({ Effect: 'Allow', ...statement });
      putRole(founding, HUB, roleNamed('Limited', { policies: [{ name: 'limited', document }] }));
    },
  });
  const limited = new SFNClient(open.settings({ account: HUB, role: 'Limited' }, REGION));
  return clock.task(async () => {
    await start('a', { children: 1, seconds: 60 });
    return errorOf(ask(limited));
  });
}

describe('a right of Step Functions', () => {
  test.each(OPERATIONS)('$name is granted on $resource', async ({ name, resource, ask }) => {
    expect(await answerTo(ask, { Action: `states:${name}`, Resource: resource })).toBe('no error');
  });

  test.each(OPERATIONS)('$name on something else is not one on $resource', async ({ name, resource, ask }) => {
    const answer = await answerTo(ask, { Action: `states:${name}`, Resource: `${resource}x` });

    expect(answer).toMatch(/^AccessDeniedException: User: .* is not authorized to perform: states:/);
    expect(answer).toContain(`states:${name} on resource: ${resource} because`);
  });

  it('is asked for by the name of the operation', async () => {
    const stop = OPERATIONS.find(({ name }) => name === 'StopExecution');
    if (stop === undefined) throw new Error('there is no StopExecution');

    const answer = await answerTo(stop.ask, { Action: 'states:DescribeExecution', Resource: '*' });

    expect(answer).toMatch(/^AccessDeniedException: /);
  });
});

describe('refusalOf', () => {
  it("says what the server would say to a role, or nothing when the role's policies allow it", async () => {
    const { open } = await machines.open({
      found: (founding) => {
        foundSmall(founding);
        const document = policyOf({ Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: 'arn:one:*' });
        putRole(founding, HUB, roleNamed('Limited', { policies: [{ name: 'limited', document }] }));
      },
    });
    const asked = { account: HUB, region: REGION, roleName: 'Limited', action: 'lambda:InvokeFunction' };

    expect(open.organisation.refusalOf({ ...asked, resource: 'arn:one:1' })).toBeUndefined();
    expect(open.organisation.refusalOf({ ...asked, resource: 'arn:two:1' })).toBe(
      `User: arn:aws:sts::${HUB}:assumed-role/Limited/own-keys is not authorized to perform: lambda:InvokeFunction on resource: arn:two:1 because no identity-based policy allows the lambda:InvokeFunction action`,
    );
  });
});
