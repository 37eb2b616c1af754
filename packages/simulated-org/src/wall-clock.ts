import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from './clock.ts';

/** Real time from a given start, as it is or faster: at speed 60 an hour takes a minute. */
export class WallClock implements Clock {
  readonly #speed: number;
  readonly #start: number;
  readonly #realStart = Date.now();

  /** `start` in milliseconds since 1970; the machine's own time when absent. */
  constructor({ speed = 1, start = Date.now() }: { readonly speed?: number; readonly start?: number } = {}) {
    this.#speed = speed;
    this.#start = start;
  }

  now(): number {
    return Math.round(this.#start + (Date.now() - this.#realStart) * this.#speed);
  }

  async sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted === true) return;
    // An abort is a way to end the wait, not an error.
    await sleep(milliseconds / this.#speed, undefined, { signal }).catch(() => {});
  }

  task<T>(work: () => Promise<T>): Promise<T> {
    return work();
  }

  waitFor<T>(others: Promise<T>): Promise<T> {
    return others;
  }
}
