import type { Clock } from './clock.ts';
import { Aborted, StateError } from './errors.ts';
import { Execution, type ExecutionEvent, type S3Access, type Statistics, type TaskInvoker } from './execution.ts';
import type { Cursor } from './history.ts';
import { checkExecutionName } from './limits.ts';
import type { StateMachine } from './load-state-machine.ts';
import { TIME_UP, within } from './race.ts';
import type { ExecutionReport } from './report.ts';
import { runFlow } from './run-flow.ts';
import { Variables } from './variables.ts';

export interface ExecutionRequest {
  /** 1 to 80 characters, as Step Functions takes them. */
  readonly name: string;
  readonly input: unknown;
  /** When it began, in milliseconds since 1970; absent: now. */
  readonly startedAt?: number;
  readonly clock: Clock;
  readonly invoke: TaskInvoker;
  readonly s3: S3Access;
  readonly stateMachineArn?: string;
  readonly roleArn?: string;
  /** Aborts the execution with its children. */
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: ExecutionEvent) => void;
  readonly onReport?: (report: ExecutionReport) => void;
  /** Looks whether a Map Run may begin, by its ARN. An error that it throws becomes the state's by its `name`. */
  readonly beforeMapRun?: (mapRun: string) => void;
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
  const startedAt = request.startedAt ?? clock.now();
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
  const execution = executionOf(request, { startedAt, statistics, signal });
  const cursor = { last: 0 };
  const { clock, input } = request;
  try {
    const seconds = definition.TimeoutSeconds ?? Infinity;
    const output = await within(clock, { seconds, signal }, async (either) => {
      execution.checkPayload(input, 'The execution has an input');
      execution.record(cursor, 'ExecutionStarted', {
        input,
        roleArn: execution.context['RoleArn'],
      });
      const inner = execution.withSignal(either);
      return runFlow(definition, input, { execution: inner, variables: new Variables(), cursor, path: execution.name });
    });
    return recorded(execution, cursor, output === TIME_UP ? TIMED_OUT : { status: 'SUCCEEDED', output });
  } catch (error) {
    if (error instanceof Aborted) return { status: 'ABORTED', error: undefined, cause: undefined };
    if (!(error instanceof StateError)) throw error;
    return recorded(execution, cursor, { status: 'FAILED', error: error.error, cause: error.causeText });
  }
}

const TIMED_OUT = { status: 'TIMED_OUT', error: 'States.Timeout', cause: undefined } as const;

function executionOf(
  request: ExecutionRequest,
  parts: { readonly startedAt: number; readonly statistics: Statistics; readonly signal: AbortSignal },
): Execution {
  const { name, input, clock, invoke, s3, onEvent = () => {}, onReport = () => {}, beforeMapRun = () => {} } = request;
  const { statistics, ...others } = parts;
  const arn = request.stateMachineArn ?? 'arn:aws:states:us-east-1:000000000000:stateMachine:local';
  const roleArn = request.roleArn ?? 'arn:aws:iam::000000000000:role/local';
  const stateMachine = { arn, name: arn.slice(arn.lastIndexOf(':') + 1) };
  const surroundings = { clock, invoke, s3, onEvent, onReport, beforeMapRun, statistics, stateMachine };
  const executionArn = `${arn.replace(':stateMachine:', ':execution:')}:${name}`;
  return new Execution(surroundings, { name, arn: executionArn, roleArn, input, ...others });
}

/** Writes the end into the history. That of an execution that is aborted is told by whoever aborts it. */
function recorded(execution: Execution, cursor: Cursor, end: End): End {
  switch (end.status) {
    case 'SUCCEEDED':
      execution.recordEnd(cursor, 'ExecutionSucceeded', { output: end.output });
      return end;
    case 'FAILED':
      execution.recordEnd(cursor, 'ExecutionFailed', { error: end.error, cause: end.cause });
      return end;
    case 'TIMED_OUT':
      execution.recordEnd(cursor, 'ExecutionTimedOut', {});
      return end;
    case 'ABORTED':
      return end;
  }
}
