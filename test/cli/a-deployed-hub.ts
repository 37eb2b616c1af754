import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  DescribeExecutionCommand,
  SFNClient,
  StartExecutionCommand,
  type DescribeExecutionCommandOutput,
} from '@aws-sdk/client-sfn';
import { SSMClient } from '@aws-sdk/client-ssm';
import { SweepSummary } from '@catalog-sweep/core';
import { SimulatedClock, type Credentials, type Organisation, type RoleDefinition } from '@catalog-sweep/simulated-org';
import { openDeployedHub, type DeployedHub } from '../../packages/cli/src/places/deployed-hub.ts';
import type { SimulatedSettings } from '../../packages/cli/src/places/simulated-hub.ts';
import { logsOf, requestOf, temporaryFolder, type Swept, type Wish } from '../journeys/a-journey.ts';
import { HUB } from '../journeys/an-organization.ts';

/** A hub on simulated time, and clients of somebody who uses it over HTTP. */
export interface HubInUse {
  readonly hub: DeployedHub;
  readonly clock: SimulatedClock;
  readonly stateDirectory: string;
  readonly stepFunctions: SFNClient;
  readonly ssm: SSMClient;
  /** Where it is served, and whose clients these are. */
  readonly endpoint: string;
  readonly credentials: Credentials;
  /** Starts a sweep in update mode, unless the wish says otherwise, and gives the ARN of its execution. */
  readonly start: (sweepId: string, wish?: Wish) => Promise<string>;
  /** Looks, ever more seldom, until an execution has ended. */
  readonly ended: (executionArn: string) => Promise<DescribeExecutionCommandOutput>;
}

export interface HubSettings extends Partial<SimulatedSettings> {
  /** Whose clients they are; absent: the operator's. */
  readonly role?: string;
  /** Further roles of the hub account, or other ones under the names of those that it has. */
  readonly roles?: readonly RoleDefinition[];
}

/** Opens a hub, does something with it as a task of its clock, and closes it. */
export async function withHub<T>(
  organisation: Organisation,
  work: (use: HubInUse) => Promise<T>,
  { role, roles = [], stateDirectory = temporaryFolder(), ...others }: HubSettings = {},
): Promise<T> {
  const clock = new SimulatedClock(Date.parse(organisation.now));
  const hub = await openDeployedHub(
    { organisation, pageLimit: 3, ...others, stateDirectory },
    { clock, roles: (account) => (account === HUB ? roles : []) },
  );
  const { endpoint } = await hub.listen();
  const { account, region } = hub.facts.hub;
  const credentials = hub.simulated.credentialsFor({ account, roleName: role ?? hub.operator });
  const client = { endpoint, region, credentials, maxAttempts: 1 };
  const stepFunctions = new SFNClient(client);
  const ssm = new SSMClient(client);
  const { stateMachineArn } = hub.facts;

  async function start(name: string, wish: Wish = {}): Promise<string> {
    const command = new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(requestOf(wish)) });
    return (await stepFunctions.send(command)).executionArn ?? '';
  }

  async function ended(executionArn: string): Promise<DescribeExecutionCommandOutput> {
    for (let seconds = 10; ; seconds *= 1.5) {
      const execution = await stepFunctions.send(new DescribeExecutionCommand({ executionArn }));
      if (execution.status !== 'RUNNING') return execution;
      await clock.sleep(seconds * 1000);
    }
  }

  try {
    return await clock.task(() =>
      work({ hub, clock, stateDirectory, stepFunctions, ssm, endpoint, credentials, start, ended }),
    );
  } finally {
    stepFunctions.destroy();
    ssm.destroy();
    await hub.close();
  }
}

/** What a sweep left in the buckets. */
export function leftBy(stateDirectory: string, sweepId: string): Omit<Swept, 'apiCalls'> {
  const file = join(stateDirectory, 'buckets', 'catalog-sweep-work', sweepId, 'summary.json');
  const summary = SweepSummary.parse(JSON.parse(readFileSync(file, 'utf8')));
  return { summary, ...logsOf(stateDirectory, sweepId) };
}
