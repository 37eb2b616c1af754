import {
  DoctorSummary,
  readObject,
  stopSweep,
  SweepSummary,
  UsageError,
  workKeys,
  type Clock,
  type FinishSweepEvent,
  type HandlerName,
  type ObjectStore,
  type SweepId,
  type SweepRequest,
} from '@catalog-sweep/core';
import {
  FUNCTIONS_IN_PROCESS,
  inProcessFunctions,
  STAGE_TASKS,
  type FunctionAnswer,
  type FunctionCall,
  type Process,
} from '@catalog-sweep/hub/runtime';
import type { ExecutionResult } from '@catalog-sweep/state-machine-runner';
import { SweepFailedError, type SweepPlace, type SweepProgress, type SweepResult } from '../sweep-place.ts';
import type { FunctionFaults } from '@catalog-sweep/simulated-org';
import { withFunctionFaults } from './faulty-functions.ts';
import { ProgressCount } from './progress-count.ts';
import { executeSweep } from './sweep-execution.ts';

type BadEnd = Exclude<ExecutionResult, { status: 'SUCCEEDED' }>['status'];

/** What a sweep in this process is made of. */
export interface InProcessParts {
  readonly sweepId: string;
  readonly partition: string;
  readonly clock: Clock;
  /** What each function runs with. */
  readonly processOf: (name: HandlerName) => Process;
  /** The work bucket as the state machine sees it. */
  readonly stateMachineBucket: ObjectStore;
  /** The work bucket for whoever stops the sweep or reads its summary. */
  readonly operatorBucket: ObjectStore;
  readonly functionFaults?: FunctionFaults | undefined;
  readonly apiCalls: () => Readonly<Record<string, number>>;
  readonly close: () => Promise<void>;
}

/**
 * Runs a sweep's state machine and its functions in this process. An execution that does not come to its own end is finished as the hub does
 * it: finish-sweep is called with how it ended, so that every planned product has its line all the same.
 */
export class InProcessSweep implements SweepPlace {
  readonly #parts: InProcessParts;
  readonly #abort = new AbortController();
  readonly #invoke: (call: FunctionCall) => Promise<FunctionAnswer>;

  constructor(parts: InProcessParts) {
    this.#parts = parts;
    const invoke = inProcessFunctions({ tasks: STAGE_TASKS, processOf: parts.processOf });
    this.#invoke = withFunctionFaults(invoke, { faults: parts.functionFaults, clock: parts.clock });
  }

  async run(request: SweepRequest, onProgress: (progress: SweepProgress) => void): Promise<SweepResult> {
    const execution = await this.#execute(request, onProgress);
    const summary = await this.#left(workKeys.summary(this.#parts.sweepId), SweepSummary);
    if (summary === undefined) throw new SweepFailedError(reasonOf(execution));
    return { summary, apiCalls: this.#parts.apiCalls() };
  }

  async examine(request: SweepRequest, onProgress: (progress: SweepProgress) => void): Promise<DoctorSummary> {
    const execution = await this.#execute(request, onProgress);
    const summary = await this.#left(workKeys.findings(this.#parts.sweepId), DoctorSummary);
    if (summary === undefined) throw new SweepFailedError(reasonOf(execution));
    return summary;
  }

  /** What the execution left in the work bucket for whoever asked for it. */
  #left<T>(key: string, schema: Parameters<typeof readObject<T>>[2]): Promise<T | undefined> {
    const { clock, operatorBucket } = this.#parts;
    return clock.task(() => readObject(operatorBucket, key, schema));
  }

  async #execute(request: SweepRequest, onProgress: (progress: SweepProgress) => void): Promise<ExecutionResult> {
    const { sweepId, partition, clock, stateMachineBucket: work } = this.#parts;
    const count = new ProgressCount(sweepId, clock, onProgress);
    const execution = await executeSweep({
      name: sweepId,
      input: request,
      partition,
      clock,
      functions: FUNCTIONS_IN_PROCESS,
      invoke: this.#invoke,
      work,
      signal: this.#abort.signal,
      onEvent: (event) => count.add(event),
    });
    if (execution.status !== 'SUCCEEDED') {
      // The plan names what the user has to mend; nothing was begun.
      if (execution.error === 'CatalogSweep.UsageError') throw new UsageError(reasonOf(execution).split('\n'));
      const { status, error } = execution;
      await this.#finish(this.#parts.sweepId, { status, cause: error === undefined ? null : reasonOf(execution) });
    }
    return execution;
  }

  async finish(sweepId: SweepId): Promise<SweepResult> {
    await this.#finish(sweepId, { status: 'ABORTED', cause: 'it was finished by hand' });
    const summary = await this.#left(workKeys.summary(sweepId), SweepSummary);
    if (summary === undefined) throw new UsageError([`there is no sweep ${sweepId} here whose targets were planned`]);
    return { summary, apiCalls: this.#parts.apiCalls() };
  }

  async stop(): Promise<void> {
    const { sweepId, clock, operatorBucket: work } = this.#parts;
    const mark = { sweepId, requestedAt: clock.now(), reason: 'somebody asked for it' };
    await clock.task(() => stopSweep(mark, { work }));
  }

  abort(): Promise<void> {
    this.#abort.abort();
    return Promise.resolve();
  }

  async close(): Promise<void> {
    await this.#parts.close();
  }

  /** What the hub's rule on the execution's status does. */
  async #finish(
    sweepId: SweepId,
    { status, cause }: { readonly status: BadEnd; readonly cause: string | null },
  ): Promise<void> {
    const { clock } = this.#parts;
    const event: FinishSweepEvent = {
      contractVersion: 1,
      sweepId,
      executionStatus: status,
      cause,
      error: null,
    };
    const answer = await clock.task(() =>
      this.#invoke({ functionName: FUNCTIONS_IN_PROCESS['finish-sweep'], payload: JSON.stringify(event) }),
    );
    if (answer.functionError !== undefined) throw new SweepFailedError(messageIn(answer.payload));
  }
}

/** Why an execution failed, in words: the message of the function that threw, where one did. */
function reasonOf(execution: ExecutionResult): string {
  if (execution.status === 'SUCCEEDED') return reasonToSkip(execution.output) ?? 'it ended without a summary';
  const { status, error, cause } = execution;
  if (status === 'ABORTED') return 'it was aborted before it was planned';
  if (cause === undefined || cause === '') return error ?? status;
  return messageIn(cause);
}

/** Why a scheduled sweep did not begin, as the state machine puts it. */
function reasonToSkip(output: unknown): string | undefined {
  const { status, reason } = output as { readonly status?: unknown; readonly reason?: unknown };
  return status === 'SKIPPED' ? `it was skipped: ${String(reason)}` : undefined;
}

function messageIn(text: string): string {
  try {
    const { errorMessage } = JSON.parse(text) as { errorMessage?: unknown };
    return typeof errorMessage === 'string' ? errorMessage : text;
  } catch {
    return text;
  }
}
