import type { Clock } from './clock.ts';
import { Aborted, StateError } from './errors.ts';
import { History, type Cursor } from './history.ts';
import { checkPayload, MAX_HISTORY_EVENTS } from './limits.ts';
import type { ExecutionReport } from './report.ts';

/** A Lambda function's answer, as the Invoke API has it: JSON text. */
export interface TaskAnswer {
  readonly statusCode: number;
  readonly executedVersion: string;
  readonly payload: string;
  /** Set when the function failed; the payload then has errorType and errorMessage. */
  readonly functionError?: string;
}

/** Calls a Lambda function. An error that it throws becomes the task's error by its `name`. */
export type TaskInvoker = (call: {
  readonly functionName: string;
  readonly payload: string;
  readonly signal: AbortSignal;
}) => Promise<TaskAnswer>;

export interface S3Access {
  getObject(object: { readonly bucket: string; readonly key: string }): Promise<string>;
  putObject(object: { readonly bucket: string; readonly key: string; readonly body: string }): Promise<void>;
}

/** What happens in an execution and its children, for whoever wants to show it. `execution` and `child` are names of executions. */
export type ExecutionEvent =
  | { readonly type: 'state entered'; readonly execution: string; readonly state: string; readonly input: unknown }
  /** Not for a state that fails without a Catch that takes it. */
  | { readonly type: 'state exited'; readonly execution: string; readonly state: string; readonly output: unknown }
  /** A Distributed Map has read its items; `state` is the Map's name, here and in what follows. */
  | { readonly type: 'map run started'; readonly state: string; readonly items: number }
  /** Comes when a child begins, so that those at work are the started ones without the ended ones. */
  | { readonly type: 'child started'; readonly state: string; readonly child: string }
  /** `output` of a failed child is its Error and Cause. A child that is aborted does not end so. */
  | {
      readonly type: 'child ended';
      readonly state: string;
      readonly child: string;
      readonly status: 'SUCCEEDED' | 'FAILED';
      readonly output: unknown;
    };

/** What all executions of one run share. */
export interface Surroundings {
  readonly clock: Clock;
  readonly invoke: TaskInvoker;
  readonly s3: S3Access;
  readonly onEvent: (event: ExecutionEvent) => void;
  readonly onReport: (report: ExecutionReport) => void;
  readonly beforeMapRun: (mapRun: string) => void;
  readonly statistics: Statistics;
  readonly stateMachine: { readonly arn: string; readonly name: string };
}

/** Counted over the execution and all of its children. */
export interface Statistics {
  childExecutions: number;
  /** Of the longest history. */
  historyEvents: number;
  /** Of the biggest payload, in bytes. */
  payloadBytes: number;
}

interface ExecutionParts {
  readonly name: string;
  readonly arn: string;
  readonly roleArn: string;
  readonly input: unknown;
  readonly startedAt: number;
  readonly signal: AbortSignal;
}

/** One execution: the whole, or a child of a Distributed Map. Each has a history of its own. */
export class Execution {
  readonly surroundings: Surroundings;
  readonly name: string;
  readonly arn: string;
  readonly signal: AbortSignal;
  /** `$states.context.Execution` */
  readonly context: Readonly<Record<string, unknown>>;
  readonly #parts: ExecutionParts;
  readonly #history: History;

  constructor(surroundings: Surroundings, parts: ExecutionParts, history = new History()) {
    this.#parts = parts;
    this.#history = history;
    this.surroundings = surroundings;
    this.name = parts.name;
    this.arn = parts.arn;
    this.signal = parts.signal;
    this.context = {
      Id: parts.arn,
      Input: parts.input,
      Name: parts.name,
      RoleArn: parts.roleArn,
      StartTime: new Date(parts.startedAt).toISOString(),
      RedriveCount: 0,
    };
  }

  /** The same execution, as its branches and iterations see it, which end together. */
  withSignal(signal: AbortSignal): Execution {
    return new Execution(this.surroundings, { ...this.#parts, signal }, this.#history);
  }

  /** Adds to the history, which ends the execution when it is full; States.Runtime is not caught by anything. */
  record(cursor: Cursor, type: string, details: Readonly<Record<string, unknown>> = {}): void {
    this.recordEnd(cursor, type, details);
    if (this.#history.events > MAX_HISTORY_EVENTS) {
      throw new StateError(
        'States.Runtime',
        `The execution reached the maximum number of history events (${MAX_HISTORY_EVENTS}).`,
      );
    }
  }

  /** Adds how the execution ended, for which there is always room. */
  recordEnd(cursor: Cursor, type: string, details: Readonly<Record<string, unknown>>): void {
    const { clock, statistics, onReport } = this.surroundings;
    const event = this.#history.add(cursor, { type, details, timestamp: clock.now() });
    statistics.historyEvents = Math.max(statistics.historyEvents, this.#history.events);
    onReport({ type: 'history event', execution: this.#parts.arn, event });
  }

  /** Throws States.DataLimitExceeded for a payload that is too large; `what` says whose it is. */
  checkPayload(value: unknown, what: string): void {
    const bytes = checkPayload(value, what);
    const { statistics } = this.surroundings;
    statistics.payloadBytes = Math.max(statistics.payloadBytes, bytes);
  }

  throwIfAborted(): void {
    if (this.signal.aborted) throw new Aborted();
  }
}
