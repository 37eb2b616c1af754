import { SFNClient, DescribeExecutionCommand, type DescribeExecutionCommandOutput } from '@aws-sdk/client-sfn';
import { SSMClient } from '@aws-sdk/client-ssm';
import { SimulatedClock, type Organisation } from '@catalog-sweep/simulated-org';
import { openDeployedHub, type DeployedHub } from '../../packages/cli/src/places/deployed-hub.ts';
import type { SimulatedSettings } from '../../packages/cli/src/places/simulated-hub.ts';
import { temporaryFolder } from '../journeys/a-journey.ts';

/** A hub on simulated time, and clients of somebody who uses it over HTTP. */
export interface HubInUse {
  readonly hub: DeployedHub;
  readonly clock: SimulatedClock;
  readonly stateDirectory: string;
  readonly stepFunctions: SFNClient;
  readonly ssm: SSMClient;
  /** Looks every few seconds until an execution has ended. */
  ended(executionArn: string): Promise<DescribeExecutionCommandOutput>;
}

/** Opens a hub, does something with it as a task of its clock, and closes it. */
export async function withHub<T>(
  organisation: Organisation,
  work: (use: HubInUse) => Promise<T>,
  settings: Partial<SimulatedSettings> & { readonly role?: string } = {},
): Promise<T> {
  const { role, stateDirectory = temporaryFolder(), ...others } = settings;
  const clock = new SimulatedClock(Date.parse(organisation.now));
  const hub = await openDeployedHub({ organisation, pageLimit: 3, ...others, stateDirectory }, { clock });
  const { endpoint } = await hub.listen();
  const { account, region } = hub.facts.hub;
  const credentials = hub.simulated.credentialsFor({ account, roleName: role ?? hub.operator });
  const client = { endpoint, region, credentials, maxAttempts: 1 };
  const stepFunctions = new SFNClient(client);
  const ssm = new SSMClient(client);

  async function ended(executionArn: string): Promise<DescribeExecutionCommandOutput> {
    for (;;) {
      const execution = await stepFunctions.send(new DescribeExecutionCommand({ executionArn }));
      if (execution.status !== 'RUNNING') return execution;
      await clock.sleep(5000);
    }
  }

  try {
    return await clock.task(() => work({ hub, clock, stateDirectory, stepFunctions, ssm, ended }));
  } finally {
    stepFunctions.destroy();
    ssm.destroy();
    await hub.close();
  }
}
