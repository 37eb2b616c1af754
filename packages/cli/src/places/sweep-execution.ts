import type { Clock, ObjectStore } from '@catalog-sweep/core';
import { stateMachineDefinition, type FunctionAnswer, type FunctionCall } from '@catalog-sweep/hub/runtime';
import {
  loadStateMachine,
  runExecution,
  type ExecutionEvent,
  type ExecutionReport,
  type ExecutionResult,
} from '@catalog-sweep/state-machine-runner';

/** What an execution of the sweep's state machine runs with, wherever that is. */
export interface SweepExecution {
  readonly name: string;
  readonly input: unknown;
  readonly partition: string;
  readonly clock: Clock;
  /** The functions' names or ARNs, as `invoke` knows them. */
  readonly functions: Parameters<typeof stateMachineDefinition>[0]['functions'];
  readonly invoke: (call: FunctionCall) => Promise<FunctionAnswer>;
  /** The work bucket as the state machine sees it. */
  readonly work: ObjectStore;
  readonly signal: AbortSignal;
  readonly stateMachineArn?: string;
  readonly roleArn?: string;
  readonly startedAt?: number;
  /** See ExecutionRequest. */
  readonly beforeMapRun?: (mapRun: string) => void;
  readonly onEvent?: (event: ExecutionEvent) => void;
  readonly onReport?: (report: ExecutionReport) => void;
}

/** Runs the state machine of a sweep in this process. */
export function executeSweep({ partition, functions, work, ...request }: SweepExecution): Promise<ExecutionResult> {
  const machine = loadStateMachine(stateMachineDefinition({ partition, functions }));
  return runExecution(machine, {
    ...request,
    s3: {
      getObject: async ({ key }) => {
        const body = await work.read(key);
        if (body === undefined) throw new Error(`there is no s3://${work.bucket}/${key}`);
        return body;
      },
      putObject: ({ key, body }) => work.write(key, body),
    },
  });
}
