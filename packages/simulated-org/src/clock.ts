/**
 * What this package asks of a clock. `task` and `waitFor` tell a simulated clock who is at work, so that it lets time jump only when every
 * task sleeps.
 */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  now(): number;
  /** Waits; an abort ends the wait at once and without an error. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
  /** Runs `work` as a task of its own, side by side with the caller's. */
  task<T>(work: () => Promise<T>): Promise<T>;
  /** Waits for what other tasks do: meanwhile the calling task does not count as being at work. */
  waitFor<T>(others: Promise<T>): Promise<T>;
}
