import type { Clock } from '../clock.ts';
import type { MemoryStore } from '../memory-store.ts';
import { endExecution } from './end-execution.ts';
import type { ExecutionEntity } from './entities.ts';
import { recordReport } from './record-report.ts';
import type { ExecutionEnd, ExecutionReport } from './report.ts';
import type { ExecutionRun } from './state-machine.ts';

interface Ground {
  readonly clock: Clock;
  readonly store: MemoryStore;
  /** Does work whose changes are written down before it returns. */
  readonly commit: (work: () => void) => void;
  readonly engine: (execution: ExecutionRun) => Promise<ExecutionEnd>;
}

/** The executions that are under way in this process. */
export class Executions {
  readonly #ground: Ground;
  readonly #underWay = new Map<string, { readonly abort: AbortController; readonly ended: Promise<void> }>();

  constructor(ground: Ground) {
    this.#ground = ground;
  }

  /** Begins to run an execution, as a task of its own. */
  run(execution: ExecutionEntity): void {
    const abort = new AbortController();
    const ended = this.#ground.clock.task(() => this.#runToItsEnd(execution, abort.signal));
    this.#underWay.set(execution.arn, { abort, ended });
  }

  abort(arn: string): void {
    this.#underWay.get(arn)?.abort.abort();
  }

  /** Ends the work on all executions, which stay RUNNING in the state. */
  async close(): Promise<void> {
    const all = [...this.#underWay.values()];
    for (const { abort } of all) abort.abort();
    await Promise.all(all.map(({ ended }) => ended));
  }

  async #runToItsEnd(execution: ExecutionEntity, signal: AbortSignal): Promise<void> {
    const { engine, clock, store, commit } = this.#ground;
    const { arn, name, stateMachineArn, startedAt } = execution;
    // Who aborts it has said in the state how it ended, or leaves that to the next opening.
    const keep = (work: (now: number) => void) => {
      if (!signal.aborted) commit(() => work(clock.now()));
    };
    const report = (told: ExecutionReport) => keep((now) => recordReport(store, told, now));
    let end: ExecutionEnd;
    try {
      const input = JSON.parse(execution.input) as unknown;
      end = await engine({ arn, name, stateMachineArn, input, startedAt, signal, report });
    } catch (error) {
      // A mistake of the engine; whoever asks for the execution is told.
      end = { status: 'FAILED', error: 'States.Runtime', cause: (error as Error).stack ?? String(error) };
    }
    this.#underWay.delete(arn);
    keep((now) => endExecution(store, arn, { end, now }));
  }
}
