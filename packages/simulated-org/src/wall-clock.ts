import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from './clock.ts';

/** A timer for longer, in milliseconds, ends at once: https://nodejs.org/api/timers.html#settimeoutcallback-delay-args */
const LONGEST_TIMER = 2 ** 31 - 1;

/** Real time from a given start, as it is or faster: at speed 60 an hour takes a minute. */
export class WallClock implements Clock {
  readonly #speed: number;
  #start: number;
  readonly #realStart = Date.now();

  /** `start` in milliseconds since 1970; the machine's own time when absent. */
  constructor({ speed = 1, start = Date.now() }: { readonly speed?: number; readonly start?: number } = {}) {
    this.#speed = speed;
    this.#start = start;
  }

  now(): number {
    return Math.round(this.#start + (Date.now() - this.#realStart) * this.#speed);
  }

  /** Goes forward to a time: an organisation that is opened again goes on where it was. */
  catchUp(time: number): void {
    this.#start += Math.max(0, time - this.now());
  }

  async sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    let left = milliseconds / this.#speed;
    while (left > 0) {
      if (signal?.aborted === true) return;
      const part = Math.min(left, LONGEST_TIMER);
      // An abort is a way to end the wait, not an error.
      await sleep(part, undefined, { signal }).catch(() => {});
      left -= part;
    }
  }

  task<T>(work: () => Promise<T>): Promise<T> {
    return work();
  }

  waitFor<T>(others: Promise<T>): Promise<T> {
    return others;
  }
}
