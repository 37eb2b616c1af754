/** What this package asks of a clock. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  now(): number;
  /** Waits; an abort ends the wait at once and without an error. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}
