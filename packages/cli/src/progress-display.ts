import { timestampOf } from '@catalog-sweep/core';
import type { Place } from './places/open-place.ts';
import { renderProgress } from './render/progress.ts';
import type { SweepProgress } from './sweep-place.ts';
import type { Terminal } from './terminal.ts';

/** Without a terminal a line is printed at every new phase, and at least this often in between. */
const PLAIN_LINE_MILLISECONDS = 5_000;

/** States that only decide what comes next. */
const PASSING = /\?$|^Take /;

/** Shows a sweep while it runs: a few lines that are overwritten, or a plain line now and then where nobody watches. */
export class ProgressDisplay {
  readonly #terminal: Terminal;
  readonly #timeName: string;
  #lastPhase = '';
  #lastLine = 0;

  constructor(terminal: Terminal, on: Place) {
    this.#terminal = terminal;
    this.#timeName = on === 'simulated' ? 'UTC, simulated' : 'UTC';
  }

  show(progress: SweepProgress): void {
    const { live, err } = this.#terminal;
    if (live !== undefined) {
      live(this.#linesOf(progress).join('\n'));
      return;
    }
    const now = Date.now();
    const isNew = progress.phase !== this.#lastPhase && !PASSING.test(progress.phase);
    if (!isNew && now - this.#lastLine < PLAIN_LINE_MILLISECONDS) return;
    this.#lastPhase = progress.phase;
    this.#lastLine = now;
    err(this.#linesOf(progress).join(' | '));
  }

  /** Says something that stays. */
  note(text: string): void {
    this.#terminal.live?.clear();
    this.#terminal.err(text);
  }

  end(): void {
    this.#terminal.live?.clear();
    this.#terminal.live?.done();
  }

  #linesOf(progress: SweepProgress): string[] {
    return renderProgress(progress, `${timestampOf(progress.now).slice(0, 19)} ${this.#timeName}`);
  }
}
