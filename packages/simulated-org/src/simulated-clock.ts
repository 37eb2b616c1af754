import type { Clock } from './clock.ts';

interface Sleeper {
  readonly wakeAt: number;
  readonly wake: () => void;
}

/**
 * A clock on which no wait costs real time. It counts the tasks at work; when none is, time jumps to the earliest sleepers, which all wake
 * together, because between equal times there is no order that would be the same in every run.
 *
 * Whoever works on somebody's behalf, such as a server that answers slowly, sleeps in that task's place.
 */
export class SimulatedClock implements Clock {
  #now: number;
  #working = 0;
  #sleepers = new Set<Sleeper>();

  /** `start` in milliseconds since 1970. */
  constructor(start: number) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  /** Goes forward to a time, before anybody is at work: an organisation that is opened again goes on where it was. */
  catchUp(time: number): void {
    this.#now = Math.max(this.#now, time);
  }

  async sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted === true || milliseconds <= 0) return;
    await this.waitFor(this.#asleep(this.#now + milliseconds, signal));
  }

  async task<T>(work: () => Promise<T>): Promise<T> {
    this.#working += 1;
    try {
      return await work();
    } finally {
      this.#rest();
    }
  }

  async waitFor<T>(others: Promise<T>): Promise<T> {
    this.#rest();
    try {
      return await others;
    } finally {
      this.#working += 1;
    }
  }

  #asleep(wakeAt: number, signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        signal?.removeEventListener('abort', wake);
        this.#sleepers.delete(sleeper);
        resolve();
      };
      const sleeper = { wakeAt, wake };
      this.#sleepers.add(sleeper);
      signal?.addEventListener('abort', wake);
    });
  }

  /** One task less is at work. Looked at again a moment later: what it settled may set others to work first. */
  #rest(): void {
    this.#working -= 1;
    if (this.#working === 0) setImmediate(() => this.#jump());
  }

  #jump(): void {
    if (this.#working > 0 || this.#sleepers.size === 0) return;
    let earliest = Infinity;
    for (const { wakeAt } of this.#sleepers) earliest = Math.min(earliest, wakeAt);
    this.#now = Math.max(this.#now, earliest);
    for (const sleeper of this.#sleepers) if (sleeper.wakeAt === earliest) sleeper.wake();
  }
}
