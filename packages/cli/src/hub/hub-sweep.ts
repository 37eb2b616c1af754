import { randomBytes } from 'node:crypto';
import {
  DoctorSummary,
  readObject,
  stopSweep,
  Sweep,
  sweepIdAt,
  SweepSummary,
  UsageError,
  workKeys,
  type SweepId,
  type SweepRequest,
} from '@catalog-sweep/core';
import {
  DetachedError,
  SweepFailedError,
  type SweepPlace,
  type SweepProgress,
  type SweepResult,
} from '../sweep-place.ts';
import { abortSweep, knownSweep, startSweep, type DescribedSweep } from './executions.ts';
import type { HubConnection } from './hub-connection.ts';
import { readProgress } from './sweep-progress.ts';

/**
 * How often the hub is asked how far a sweep is: at first every other second, and ever more seldom up to this. DescribeExecution and DescribeMapRun have
 * quotas of some calls a second for the whole account, and updates take minutes.
 */
const LONGEST_WAIT_MILLISECONDS = 30_000;
const FIRST_WAIT_MILLISECONDS = 2_000;
const GROWTH = 1.2;

/** How long an execution that ended badly may take to be finished by the hub's rule: finish-sweep has 15 minutes. */
const FINISHING_MILLISECONDS = 16 * 60_000;

/** A sweep in the deployed hub: it is asked for and followed from here, and goes on without this process. */
export class HubSweep implements SweepPlace {
  readonly #hub: HubConnection;
  readonly #detached = new AbortController();
  readonly #sweepId: SweepId;
  #waits = 0;

  /** Without an id the sweep is a new one. */
  constructor(hub: HubConnection, sweepId: SweepId = sweepIdAt(hub.clock.now(), randomBytes(8).toString('hex'))) {
    this.#hub = hub;
    this.#sweepId = sweepId;
  }

  get sweepId(): SweepId {
    return this.#sweepId;
  }

  /** Begins it, without waiting for anything. */
  async start(request: SweepRequest): Promise<void> {
    await startSweep(this.#hub, { sweepId: this.#sweepId, request });
  }

  async run(request: SweepRequest, onProgress: (progress: SweepProgress) => void): Promise<SweepResult> {
    await this.start(request);
    return { summary: await this.summary(onProgress), apiCalls: undefined };
  }

  async examine(request: SweepRequest, onProgress: (progress: SweepProgress) => void): Promise<DoctorSummary> {
    await this.start(request);
    const execution = await this.toItsEnd(onProgress);
    return this.#left(execution, () => readObject(this.#hub.work, workKeys.findings(this.#sweepId), DoctorSummary));
  }

  /** Waits for the end of a sweep that was begun. Throws what `run` throws. */
  async summary(onProgress: (progress: SweepProgress) => void): Promise<SweepSummary> {
    const execution = await this.toItsEnd(onProgress);
    return this.#left(execution, () => readObject(this.#hub.work, workKeys.summary(this.#sweepId), SweepSummary));
  }

  /** The hub's watchdog finishes its sweeps. */
  finish(sweepId: SweepId): Promise<SweepResult> {
    throw new UsageError([`the hub finishes its sweeps itself, ${sweepId} within a day: look at its status`]);
  }

  readonly detach = (): void => this.#detached.abort();

  async stop(): Promise<void> {
    const mark = { sweepId: this.#sweepId, requestedAt: this.#hub.clock.now(), reason: 'somebody asked for it' };
    await stopSweep(mark, { work: this.#hub.work });
  }

  async abort(): Promise<void> {
    const { executionArn } = await knownSweep(this.#hub, this.#sweepId);
    await abortSweep(this.#hub, { executionArn, reason: 'somebody asked for it' });
  }

  close(): Promise<void> {
    this.#hub.close();
    return Promise.resolve();
  }

  /** Follows it until its execution ends, however that is. Throws DetachedError. */
  async toItsEnd(onProgress: (progress: SweepProgress) => void): Promise<DescribedSweep> {
    const { work } = this.#hub;
    let sweep: Sweep | undefined;
    for (;;) {
      const execution = await knownSweep(this.#hub, this.#sweepId);
      if (execution.status !== 'RUNNING') return execution;
      sweep ??= await readObject(work, workKeys.sweep(this.#sweepId), Sweep);
      const { executionArn } = execution;
      onProgress(await readProgress(this.#hub, { sweepId: this.#sweepId, executionArn, sweep }));
      await this.#wait();
    }
  }

  async #wait(): Promise<void> {
    const milliseconds = Math.min(LONGEST_WAIT_MILLISECONDS, FIRST_WAIT_MILLISECONDS * GROWTH ** this.#waits);
    this.#waits += 1;
    await this.#hub.clock.sleep(milliseconds, this.#detached.signal);
    if (this.#detached.signal.aborted) throw new DetachedError(`the sweep ${this.#sweepId} goes on in the hub`);
  }

  /** What an execution left. One that ended before its end is finished a little later, by the hub's rule. */
  async #left<T>(execution: DescribedSweep, read: () => Promise<T | undefined>): Promise<T> {
    const reason = reasonOf(execution);
    if (execution.error === 'CatalogSweep.UsageError') throw new UsageError(reason.split('\n'));
    const deadline = this.#hub.clock.now() + FINISHING_MILLISECONDS;
    for (;;) {
      const found = await read();
      if (found !== undefined) return found;
      if (execution.status === 'SUCCEEDED' || this.#hub.clock.now() > deadline) throw new SweepFailedError(reason);
      const planned = await readObject(this.#hub.work, workKeys.sweep(this.#sweepId), Sweep);
      // Nothing was begun, so there is nothing to finish.
      if (planned === undefined) throw new SweepFailedError(reason);
      await this.#wait();
    }
  }
}

/** Why an execution ended as it did, in words. */
export function reasonOf({ status, output, error, cause }: DescribedSweep): string {
  if (status === 'SUCCEEDED') return reasonToSkip(output) ?? 'it ended without a summary';
  return messageIn(cause) ?? error ?? status;
}

function reasonToSkip(output: string | undefined): string | undefined {
  const { status, reason } = parsed(output) as { readonly status?: unknown; readonly reason?: unknown };
  return status === 'SKIPPED' ? `it was skipped: ${String(reason)}` : undefined;
}

/** The message of the function that threw, where one did. */
function messageIn(cause: string | undefined): string | undefined {
  const { errorMessage } = parsed(cause) as { readonly errorMessage?: unknown };
  return typeof errorMessage === 'string' ? errorMessage : cause;
}

function parsed(text: string | undefined): object {
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}
