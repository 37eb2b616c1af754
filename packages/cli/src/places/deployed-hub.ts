import {
  HUB_FACTS_PARAMETER,
  HUB_ROLE_PATH,
  OPERATOR_NAME,
  STATE_MACHINE_NAME,
  STATE_MACHINE_ROLE_NAME,
  type Clock,
  type HubFacts,
} from '@catalog-sweep/core';
import {
  FUNCTIONS_IN_PROCESS,
  inProcessFunctions,
  STAGE_TASKS,
  type FunctionAnswer,
  type FunctionCall,
} from '@catalog-sweep/hub/runtime';
import {
  SimulatedClock,
  type ExecutionEnd,
  type ExecutionRun,
  type RoleDefinition,
  type ServiceEvent,
  type SimulatedOrganisation,
} from '@catalog-sweep/simulated-org';
import { finishEvent } from './finish-event.ts';
import { HubProcesses } from './hub-processes.ts';
import {
  hubOf,
  openOrganisation,
  PARTITION,
  sweepConfigurationOf,
  type SimulatedSettings,
} from './simulated-hub.ts';
import { executeSweep } from './sweep-execution.ts';

/*
 * For tests:
 *   const clock = new SimulatedClock(Date.parse(organisation.now));
 *   const hub = await openDeployedHub({ organisation, stateDirectory }, { clock });
 *   const { endpoint } = await hub.listen();
 *   // Region hub.facts.hub.region; credentials: hub.simulated.credentialsFor({ account: hub.facts.hub.account, roleName: hub.operator })
 *   await clock.task(async () => { … clients of the SDK against the endpoint; every wait through clock.sleep … });
 *   await hub.close();
 */

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
 * rule on executions that end badly. Throws UsageError when its settings are none, and StateDirectoryError when the folder cannot be used.
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
  const stateMachineArn = `arn:${PARTITION}:states:${hub.region}:${hub.account}:stateMachine:${STATE_MACHINE_NAME}`;
  const facts: HubFacts = {
    contractVersion: 1,
    version: 'simulated',
    stateMachineArn,
    workBucket: hub.workBucket,
    logBucket: configuration.logS3Bucket,
    logS3Key: configuration.logS3Key,
    hub: { ...place, partition: PARTITION, organizationId: organisation.organisation.id },
    regions: [...configuration.targets.regions],
    scheduleMode: 'report',
  };
  let engine: HubEngine | undefined;
  const engineIn = (simulated: SimulatedOrganisation) =>
    (engine ??= new HubEngine(new HubProcesses({ clock, hub, configuration, simulated }), clock));
  const simulated = await openOrganisation(settings, {
    clock,
    configuration,
    roles,
    deployed: {
      stateMachines: [
        {
          ...place,
          name: STATE_MACHINE_NAME,
          roleArn: `arn:${PARTITION}:iam::${hub.account}:role${HUB_ROLE_PATH}${STATE_MACHINE_ROLE_NAME}`,
          run: (execution, within) => engineIn(within).run(execution),
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
      eventTarget: (event, signal) => engineIn(simulated).finish(event, signal),
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

/** What runs in the hub: the state machine, its functions, and what the rule calls. */
class HubEngine {
  readonly #processes: HubProcesses;
  readonly #clock: Clock;
  readonly #invoke: (call: FunctionCall) => Promise<FunctionAnswer>;

  constructor(processes: HubProcesses, clock: Clock) {
    this.#processes = processes;
    this.#clock = clock;
    this.#invoke = inProcessFunctions({ tasks: STAGE_TASKS, processOf: (name) => processes.processOf(name) });
  }

  async run({ name, input, signal }: ExecutionRun): Promise<ExecutionEnd> {
    const clock = this.#clock;
    const work = this.#processes.workBucketAs(STATE_MACHINE_ROLE_NAME);
    return clock.waitFor(
      executeSweep({
        name,
        input,
        partition: PARTITION,
        clock,
        functions: FUNCTIONS_IN_PROCESS,
        invoke: this.#invoke,
        work,
        signal,
      }),
    );
  }

  /** What the hub's rule does with the status of an execution. */
  async finish({ detail }: ServiceEvent, signal: AbortSignal): Promise<void> {
    const status = detail['status'];
    if (status !== 'FAILED' && status !== 'TIMED_OUT' && status !== 'ABORTED') return;
    const cause = detail['cause'];
    const event = finishEvent({
      sweepId: String(detail['name']),
      status,
      cause: typeof cause === 'string' ? cause : null,
    });
    await this.#invoke({
      functionName: FUNCTIONS_IN_PROCESS['finish-sweep'],
      payload: JSON.stringify(event),
      signal,
    });
  }

  close(): void {
    this.#processes.close();
  }
}
