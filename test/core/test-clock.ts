import type { Clock } from '@catalog-sweep/core';

/** A clock that stands still until a test sets it, or something sleeps on it. */
export class TestClock implements Clock {
  time: number;

  constructor(time: number) {
    this.time = time;
  }

  now(): number {
    return this.time;
  }

  async sleep(milliseconds: number): Promise<void> {
    this.time += milliseconds;
  }

  task<T>(work: () => Promise<T>): Promise<T> {
    return work();
  }

  waitFor<T>(others: Promise<T>): Promise<T> {
    return others;
  }
}
