import {
  functionName,
  STAGE_NAMES,
  STATE_MACHINE_ROLE_NAME,
  type Clock,
  type HandlerName,
  type StageName,
} from '@catalog-sweep/core';
import { inProcessFunctions, STAGE_TASKS, type FunctionAnswer, type FunctionCall } from '@catalog-sweep/hub/runtime';
import type {
  ExecutionEnd,
  ExecutionRun,
  FunctionFaults,
  ServiceEvent,
  SimulatedOrganisation,
} from '@catalog-sweep/simulated-org';
import { withFunctionFaults } from './faulty-functions.ts';
import { HubProcesses } from './hub-processes.ts';
import { PARTITION, type SimulatedHub } from './simulated-hub.ts';
import { executeSweep } from './sweep-execution.ts';

/** The version of each function that is deployed. */
const VERSION = '1';

/** The statuses on which the hub's rule calls finish-sweep. */
const BAD_ENDS: ReadonlySet<unknown> = new Set(['FAILED', 'TIMED_OUT', 'ABORTED']);

interface Ground {
  readonly clock: Clock;
  readonly hub: SimulatedHub;
  readonly processes: HubProcesses;
  readonly simulated: SimulatedOrganisation;
  readonly functionFaults?: FunctionFaults | undefined;
}

/** What runs in a deployed hub: the state machine and its functions, each with a role of its own, and the rule that calls finish-sweep. */
export class HubEngine {
  readonly #ground: Ground;
  readonly #functions: Readonly<Record<StageName, string>>;
  readonly #closing = new AbortController();
  readonly #invoke: (call: FunctionCall) => Promise<FunctionAnswer>;

  constructor(ground: Ground) {
    const { hub, processes } = ground;
    this.#ground = ground;
    this.#functions = byStage((stage) => functionArn(hub, stage));
    const run = withFunctionFaults(
      inProcessFunctions({ tasks: STAGE_TASKS, processOf: (name) => processes.processOf(name) }),
      { faults: ground.functionFaults, clock: ground.clock },
    );
    const stages = new Map<string, string>(STAGE_NAMES.map((stage) => [this.#functions[stage], stage]));
    // Like Lambda's, a function goes on when nobody waits for it any more.
    this.#invoke = ({ functionName: arn, payload }) =>
      run({ functionName: stages.get(arn) ?? arn, payload, signal: this.#closing.signal });
  }

  /** Runs the state machine, which asks for its rights as AWS does. */
  run(
    { name, input, stateMachineArn, startedAt, signal, report }: ExecutionRun,
    roleArn: string,
  ): Promise<ExecutionEnd> {
    const { clock, processes } = this.#ground;
    return clock.waitFor(
      executeSweep({
        name,
        input,
        partition: PARTITION,
        clock,
        functions: this.#functions,
        invoke: async (call) => {
          this.#demand('Lambda.AWSLambdaException', ['lambda:InvokeFunction'], call.functionName);
          return this.#invoke(call);
        },
        beforeMapRun: (mapRun) => {
          this.#demand('States.Permissions', ['states:StartExecution'], stateMachineArn);
          const children = mapRun.replace(':mapRun:', ':execution:');
          this.#demand('States.Permissions', ['states:DescribeExecution', 'states:StopExecution'], children);
        },
        work: processes.workBucketAs(STATE_MACHINE_ROLE_NAME),
        signal,
        stateMachineArn,
        roleArn,
        startedAt,
        onReport: report,
      }),
    );
  }

  /** What the hub's rule does with the status of an execution. A closing does not wait for the function. */
  async finish(event: ServiceEvent, closing: AbortSignal): Promise<void> {
    if (!BAD_ENDS.has(event.detail['status'])) return;
    const { clock } = this.#ground;
    const call = { functionName: this.#functions['finish-sweep'], payload: JSON.stringify(event) };
    const closed = new Promise<void>((resolve) => {
      closing.addEventListener('abort', () => resolve());
    });
    await clock.waitFor(Promise.race([clock.task(() => this.#invoke(call)), closed]));
  }

  /** Ends whatever still runs. */
  close(): void {
    this.#closing.abort();
    this.#ground.processes.close();
  }

  /** Throws an error of that name unless the state machine's role may do all of it. */
  #demand(errorName: string, actions: readonly string[], resource: string): void {
    const { hub, simulated } = this.#ground;
    const { account, region } = hub;
    for (const action of actions) {
      const refusal = simulated.refusalOf({ account, region, roleName: STATE_MACHINE_ROLE_NAME, action, resource });
      if (refusal !== undefined) throw Object.assign(new Error(refusal), { name: errorName });
    }
  }
}

function functionArn({ account, region }: SimulatedHub, handler: HandlerName): string {
  return `arn:${PARTITION}:lambda:${region}:${account}:function:${functionName(handler)}:${VERSION}`;
}

function byStage(value: (stage: StageName) => string): Readonly<Record<StageName, string>> {
  return Object.fromEntries(STAGE_NAMES.map((stage) => [stage, value(stage)])) as Record<StageName, string>;
}
