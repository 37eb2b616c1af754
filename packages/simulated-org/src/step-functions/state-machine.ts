import type { ExecutionEnd, ExecutionReport } from './report.ts';

/**
 * A state machine that is there from the start. The organisation knows names, states and lists of its executions; the engine that runs them is
 * handed in, and says what happens as it happens.
 */
export interface SimulatedStateMachine<Organisation> {
  readonly account: string;
  readonly region: string;
  readonly name: string;
  readonly roleArn: string;
  /** Runs one execution to its end, as a task of the clock; `organisation` is the one that serves it. */
  run(execution: ExecutionRun, organisation: Organisation): Promise<ExecutionEnd>;
}

/** One execution, for the engine that runs it. */
export interface ExecutionRun {
  readonly arn: string;
  readonly name: string;
  readonly stateMachineArn: string;
  readonly input: unknown;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  /** Aborted when somebody stops the execution, and when the organisation is closed. */
  readonly signal: AbortSignal;
  /** Tells what happens. After an abort nobody listens any more. */
  readonly report: (report: ExecutionReport) => void;
}
