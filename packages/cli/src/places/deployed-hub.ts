import {
  HUB_FACTS_PARAMETER,
  HUB_ROLE_PATH,
  OPERATOR_NAME,
  STATE_MACHINE_NAME,
  STATE_MACHINE_ROLE_NAME,
  type Clock,
  type HubFacts,
  type SweepConfiguration,
} from '@catalog-sweep/core';
import type { RoleDefinition, SimulatedClock, SimulatedOrganisation } from '@catalog-sweep/simulated-org';
import { HubEngine } from './hub-engine.ts';
import { HubProcesses } from './hub-processes.ts';
import {
  hubOf,
  openOrganisation,
  PARTITION,
  sweepConfigurationOf,
  type SimulatedHub,
  type SimulatedSettings,
} from './simulated-hub.ts';

/** An organisation on this machine whose hub is deployed: who asks it over HTTP may start sweeps, follow and stop them. */
export interface DeployedHub {
  readonly simulated: SimulatedOrganisation;
  /** What the hub's parameter says. */
  readonly facts: HubFacts;
  /** The name of the role in the hub account that may use the hub, and no more. */
  readonly operator: string;
  /** Listens on a port of this machine, or on a free one. */
  listen(port?: number): Promise<{ readonly endpoint: string }>;
  /** Ends what runs, and closes the organisation. */
  close(): Promise<void>;
}

/**
 * Opens the organisation with its hub: the state machine with its functions, each with a role of its own, the parameter with the hub's facts, and the
 * rule on executions that end badly. On simulated time, who asks it over HTTP is a task of the same clock, and waits by it. Throws UsageError when its settings are none, and StateDirectoryError when the folder cannot be used.
 */
export async function openDeployedHub(
  settings: SimulatedSettings,
  {
    clock,
    roles = () => [],
  }: {
    readonly clock: Clock & Pick<SimulatedClock, 'catchUp'>;
    /** Further roles of an account. */
    readonly roles?: (account: string) => readonly RoleDefinition[];
  },
): Promise<DeployedHub> {
  const { organisation } = settings;
  const configuration = sweepConfigurationOf(organisation);
  const hub = hubOf(organisation);
  const place = { account: hub.account, region: hub.region };
  const facts = factsOf(hub, { configuration, organizationId: organisation.organisation.id });
  const roleArn = `arn:${PARTITION}:iam::${hub.account}:role${HUB_ROLE_PATH}${STATE_MACHINE_ROLE_NAME}`;
  let engine: HubEngine | undefined;
  // Made when something happens for the first time: roles and endpoint are there only then.
  const engineOf = (within: SimulatedOrganisation) =>
    (engine ??= new HubEngine({
      clock,
      hub,
      simulated: within,
      functionFaults: settings.functionFaults,
      processes: new HubProcesses({ clock, hub, configuration, simulated: within }),
    }));
  const simulated = await openOrganisation(settings, {
    clock,
    configuration,
    roles,
    deployed: {
      stateMachines: [
        {
          ...place,
          name: STATE_MACHINE_NAME,
          roleArn,
          run: (execution, within) => engineOf(within).run(execution, roleArn),
        },
      ],
      parameters: [
        {
          ...place,
          name: HUB_FACTS_PARAMETER,
          value: JSON.stringify(facts),
          modifiedAt: Date.parse(organisation.now),
        },
      ],
      eventTarget: (event, { signal, organisation: within }) => engineOf(within).finish(event, signal),
    },
  });
  if (simulated.lastTime !== undefined) clock.catchUp(simulated.lastTime);
  return {
    simulated,
    facts,
    operator: OPERATOR_NAME,
    listen: (port) => simulated.listen(port),
    async close() {
      await simulated.close();
      engine?.close();
    },
  };
}

function factsOf(
  { account, region, workBucket }: SimulatedHub,
  { configuration, organizationId }: { readonly configuration: SweepConfiguration; readonly organizationId: string },
): HubFacts {
  return {
    contractVersion: 1,
    version: 'simulated',
    stateMachineArn: `arn:${PARTITION}:states:${region}:${account}:stateMachine:${STATE_MACHINE_NAME}`,
    workBucket,
    logBucket: configuration.logS3Bucket,
    logS3Key: configuration.logS3Key,
    hub: { account, region, partition: PARTITION, organizationId },
    regions: [...configuration.targets.regions],
    scheduleMode: 'report',
  };
}
