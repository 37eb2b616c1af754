import type { Clock } from '@catalog-sweep/state-machine-runner';

interface Sleeper {
  readonly wakeAt: number;
  readonly wake: () => void;
}

/** A clock that jumps to the next sleeper as soon as nobody is at work. */
export class VirtualClock implements Clock {
  #now: number;
  #working = 0;
  #sleepers: Sleeper[] = [];

  constructor(start: string) {
    this.#now = Date.parse(start);
  }

  now(): number {
    return this.#now;
  }

  async sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted === true) return;
    await this.#idleUntil(
      new Promise<void>((resolve) => {
        const sleeper = { wakeAt: this.#now + milliseconds, wake: resolve };
        this.#sleepers.push(sleeper);
        signal?.addEventListener('abort', () => {
          this.#sleepers = this.#sleepers.filter((other) => other !== sleeper);
          resolve();
        });
      }),
    );
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
    return this.#idleUntil(others);
  }

  async #idleUntil<T>(promise: Promise<T>): Promise<T> {
    this.#rest();
    try {
      return await promise;
    } finally {
      this.#working += 1;
    }
  }

  #rest(): void {
    this.#working -= 1;
    setImmediate(() => {
      if (this.#working > 0) return;
      const next = this.#sleepers.toSorted((a, b) => a.wakeAt - b.wakeAt)[0];
      if (next === undefined) return;
      this.#sleepers = this.#sleepers.filter((other) => other !== next);
      this.#now = Math.max(this.#now, next.wakeAt);
      next.wake();
    });
  }
}
