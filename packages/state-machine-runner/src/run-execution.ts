import type { Clock } from './clock.ts';
import { Aborted, StateError } from './errors.ts';
import { Execution, type ExecutionEvent, type S3Access, type Statistics, type TaskInvoker } from './execution.ts';
import { checkExecutionName } from './limits.ts';
import type { StateMachine } from './load-state-machine.ts';
import { TIME_UP, within } from './race.ts';
import { runFlow } from './run-flow.ts';
import { Variables } from './variables.ts';

export interface ExecutionRequest {
  /** 1 to 80 characters, as Step Functions takes them. */
  readonly name: string;
  readonly input: unknown;
  readonly clock: Clock;
  readonly invoke: TaskInvoker;
  readonly s3: S3Access;
  readonly stateMachineArn?: string;
  readonly roleArn?: string;
  /** Aborts the execution with its children. */
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: ExecutionEvent) => void;
}

/** How an execution ended. Times are milliseconds since 1970. */
export type ExecutionResult = {
  readonly startedAt: number;
  readonly stoppedAt: number;
  readonly statistics: Readonly<Statistics>;
} & (
  | { readonly status: 'SUCCEEDED'; readonly output: unknown }
  | {
      readonly status: 'FAILED' | 'TIMED_OUT' | 'ABORTED';
      readonly error: string | undefined;
      readonly cause: string | undefined;
    }
);

/**
 * Runs an execution to its end, as a task of its own on the clock. Who is at work on the same clock (inside of a `task`) waits for it by
 * `clock.waitFor(runExecution(…))`, or else time stands still. What goes wrong inside becomes the result; an Error is thrown only for a name that
 * Step Functions would refuse, and for mistakes in this program.
 */
export async function runExecution(machine: StateMachine, request: ExecutionRequest): Promise<ExecutionResult> {
  checkExecutionName(request.name);
  const { clock, signal = new AbortController().signal } = request;
  const startedAt = clock.now();
  const statistics: Statistics = { childExecutions: 0, historyEvents: 0, payloadBytes: 0 };
  const end = await clock.task(() => runToItsEnd(machine, request, { startedAt, statistics, signal }));
  return { startedAt, stoppedAt: clock.now(), statistics, ...end };
}

type End =
  | { readonly status: 'SUCCEEDED'; readonly output: unknown }
  | {
      readonly status: 'FAILED' | 'TIMED_OUT' | 'ABORTED';
      readonly error: string | undefined;
      readonly cause: string | undefined;
    };

async function runToItsEnd(
  { definition }: StateMachine,
  request: ExecutionRequest,
  {
    startedAt,
    statistics,
    signal,
  }: { readonly startedAt: number; readonly statistics: Statistics; readonly signal: AbortSignal },
): Promise<End> {
  const { name, input, clock, invoke, s3, onEvent = () => {} } = request;
  const arn = request.stateMachineArn ?? 'arn:aws:states:us-east-1:000000000000:stateMachine:local';
  const roleArn = request.roleArn ?? 'arn:aws:iam::000000000000:role/local';
  const stateMachine = { arn, name: arn.slice(arn.lastIndexOf(':') + 1) };
  const surroundings = { clock, invoke, s3, onEvent, statistics, stateMachine };
  const executionArn = `${arn.replace(':stateMachine:', ':execution:')}:${name}`;
  try {
    const seconds = definition.TimeoutSeconds ?? Infinity;
    const output = await within(clock, { seconds, signal }, async (either) => {
      const execution = new Execution(surroundings, {
        name,
        arn: executionArn,
        roleArn,
        input,
        startedAt,
        signal: either,
      });
      execution.checkPayload(input, 'The execution has an input');
      // Execution started, and how it ended.
      execution.record(2);
      return runFlow(definition, input, { execution, variables: new Variables(), path: name });
    });
    return output === TIME_UP
      ? { status: 'TIMED_OUT', error: 'States.Timeout', cause: undefined }
      : { status: 'SUCCEEDED', output };
  } catch (error) {
    if (error instanceof Aborted) return { status: 'ABORTED', error: undefined, cause: undefined };
    if (error instanceof StateError) return { status: 'FAILED', error: error.error, cause: error.causeText };
    throw error;
  }
}
