import { createLogUpdate } from 'log-update';
import { timestampOf } from '@catalog-sweep/core';
import type { SweepProgress } from './sweep-place.ts';
import type { Terminal } from './terminal.ts';

/** Without a terminal a line is printed at every new phase, and at least this often in between. */
const PLAIN_LINE_MILLISECONDS = 5_000;

/** States that only decide what comes next. */
const PASSING = /\?$|^Take /;

/** Shows a sweep while it runs: a few lines that are overwritten, or a plain line now and then where nobody watches. */
export class ProgressDisplay {
  readonly #terminal: Terminal;
  readonly #live: ReturnType<typeof createLogUpdate> | undefined;
  #lastPhase = '';
  #lastLine = 0;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
    this.#live = terminal.isWatched ? createLogUpdate(process.stderr) : undefined;
  }

  show(progress: SweepProgress): void {
    if (this.#live !== undefined) {
      this.#live(linesOf(progress).join('\n'));
      return;
    }
    const now = Date.now();
    const isNew = progress.phase !== this.#lastPhase && !PASSING.test(progress.phase);
    if (!isNew && now - this.#lastLine < PLAIN_LINE_MILLISECONDS) return;
    this.#lastPhase = progress.phase;
    this.#lastLine = now;
    this.#terminal.err(linesOf(progress).join(' | '));
  }

  /** Says something that stays. */
  note(text: string): void {
    this.#live?.clear();
    this.#terminal.err(text);
  }

  end(): void {
    this.#live?.clear();
  }
}

function linesOf(progress: SweepProgress): string[] {
  const { targetsPlanned, targetsDone, targetsFailed, updatesPlanned, updatesStarted, updatesEnded, updatesFailed } =
    progress;
  const time = timestampOf(progress.now).slice(0, 19);
  const underWay = Math.max(0, updatesStarted - updatesEnded);
  return [
    `${time} UTC  ${progress.phase}`,
    `targets ${targetsDone} of ${targetsPlanned}, ${targetsFailed} failed`,
    ...(updatesPlanned === 0
      ? []
      : [`updates ${updatesEnded} of ${updatesPlanned}, ${underWay} under way, ${updatesFailed} failed`]),
  ];
}
