import pMap from 'p-map';

/**
 * Time, and the waiting for it. On the wall clock `task` and `waitFor` add nothing; a simulated clock counts with them who is still
 * at work, and lets time jump only when every task sleeps. So core starts work side by side through `inParallel` alone, never
 * with a bare `Promise.all`.
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

/** Does `work` for each item, at most `limit` at a time, and returns the results in the order of the items. The first error ends it. */
export async function inParallel<Item, Result>(
  { clock, items, limit }: { readonly clock: Clock; readonly items: Iterable<Item>; readonly limit: number },
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results = pMap(items, (item) => clock.task(() => work(item)), { concurrency: limit });
  return clock.waitFor(results);
}
