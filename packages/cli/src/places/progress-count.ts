import type { Clock } from '@catalog-sweep/core';
import type { ExecutionEvent } from '@catalog-sweep/state-machine-runner';
import type { SweepProgress } from '../sweep-place.ts';

/** A doctor looks at targets as a sweep does. */
const LOOKS: readonly string[] = ['Scan the targets', 'Examine the targets'];
const NOTES: readonly string[] = ['Note the failed target', 'Note the target that was not examined'];
const UPDATES = 'Update the products';

/** Counts what happens in an execution, for whoever watches it. */
export class ProgressCount {
  readonly #clock: Clock;
  readonly #report: (progress: SweepProgress) => void;
  #progress: SweepProgress;

  constructor(sweepId: string, clock: Clock, report: (progress: SweepProgress) => void) {
    this.#clock = clock;
    this.#report = report;
    this.#progress = {
      sweepId,
      phase: '',
      now: clock.now(),
      wavesPlanned: 0,
      wavesBegun: 0,
      targetsPlanned: 0,
      targetsDone: 0,
      targetsFailed: 0,
      updatesPlanned: 0,
      updatesStarted: 0,
      updatesEnded: 0,
      updatesFailed: 0,
    };
  }

  add(event: ExecutionEvent): void {
    const changes = this.#changesBy(event);
    if (changes === undefined) return;
    this.#progress = { ...this.#progress, ...changes, now: this.#clock.now() };
    this.#report(this.#progress);
  }

  #changesBy(event: ExecutionEvent): Partial<SweepProgress> | undefined {
    const now = this.#progress;
    switch (event.type) {
      case 'map run started':
        if (LOOKS.includes(event.state))
          return { wavesBegun: now.wavesBegun + 1, targetsPlanned: now.targetsPlanned + event.items };
        return event.state === UPDATES ? { updatesPlanned: now.updatesPlanned + event.items } : undefined;
      case 'child ended':
        if (LOOKS.includes(event.state)) return { targetsDone: now.targetsDone + 1 };
        return event.state === UPDATES ? { updatesEnded: now.updatesEnded + 1 } : undefined;
      case 'state entered':
        return this.#changesByState(event, now);
      case 'state exited':
        return event.state === 'Plan the sweep' ? { wavesPlanned: wavesIn(event.output) } : undefined;
      case 'child started':
        return undefined;
    }
  }

  #changesByState({ execution, state, input }: Extract<ExecutionEvent, { type: 'state entered' }>, now: SweepProgress) {
    if (execution === now.sweepId) return { phase: state };
    if (NOTES.includes(state)) return { targetsFailed: now.targetsFailed + 1 };
    if (state === 'Start the update') return { updatesStarted: now.updatesStarted + 1 };
    if (state === 'Log the update' && outcomeIn(input) === 'UPDATE_FAILED')
      return { updatesFailed: now.updatesFailed + 1 };
    return undefined;
  }
}

/** How many waves plan-sweep planned; none when it skips. */
function wavesIn(output: unknown): number {
  return (output as { readonly waves?: readonly unknown[] }).waves?.length ?? 0;
}

/** The outcome in the event of log-update, where a stage told it. */
function outcomeIn(input: unknown): unknown {
  return (input as { readonly end?: { readonly outcome?: unknown } | null }).end?.outcome;
}
