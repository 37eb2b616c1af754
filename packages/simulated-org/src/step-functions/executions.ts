import type { Clock } from '../clock.ts';
import type { MemoryStore } from '../memory-store.ts';
import { endExecution } from './end-execution.ts';
import type { ExecutionEntity } from './entities.ts';
import type { ExecutionEnd, ExecutionRun } from './state-machine.ts';

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

  /** Runs an execution as a task of its own, from the next turn of the event loop on. */
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

  async #runToItsEnd(
    { arn, name, stateMachineArn, input, startedAt }: ExecutionEntity,
    signal: AbortSignal,
  ): Promise<void> {
    const { engine, clock, store, commit } = this.#ground;
    let end: ExecutionEnd;
    try {
      end = await engine({ arn, name, stateMachineArn, input: JSON.parse(input) as unknown, startedAt, signal });
    } catch (error) {
      // A mistake of the engine; whoever asks for the execution is told.
      end = { status: 'FAILED', error: 'States.Runtime', cause: (error as Error).stack ?? String(error) };
    }
    this.#underWay.delete(arn);
    // Who aborted it has said so in the state, or left it for the next opening.
    if (!signal.aborted) commit(() => endExecution(store, arn, { end, now: clock.now() }));
  }
}
