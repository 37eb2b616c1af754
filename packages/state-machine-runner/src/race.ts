import type { Clock } from './clock.ts';
import { Aborted } from './errors.ts';

/** What a race gives when its time was up first. */
export const TIME_UP = Symbol('time up');

/**
 * Does work, but no longer than `seconds`; then `work` sees an abort. Infinite seconds are no limit. An abort from outside is no time-out: what
 * `work` makes of it counts. Returns when `work` has ended, so that nothing of it goes on behind the caller's back.
 */
export async function within<T>(
  clock: Clock,
  { seconds, signal }: { readonly seconds: number; readonly signal: AbortSignal },
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T | typeof TIME_UP> {
  if (!Number.isFinite(seconds)) return work(signal);
  const over = new AbortController();
  const either = AbortSignal.any([signal, over.signal]);
  const running = clock.task(() => work(either));
  const timer = clock.task(async (): Promise<typeof TIME_UP> => {
    await clock.sleep(seconds * 1000, either);
    return TIME_UP;
  });
  try {
    const first = await clock.waitFor(Promise.race([running, timer]));
    if (first === TIME_UP && signal.aborted) return await clock.waitFor(running);
    return first;
  } finally {
    over.abort();
    await clock.waitFor(Promise.allSettled([running, timer]));
  }
}

/** Waits for what outsiders do, as a task of its own, but not after an abort: they may not heed the signal. Throws Aborted then. */
export async function unlessAborted<T>(clock: Clock, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  if (signal.aborted) throw new Aborted();
  const over = new AbortController();
  const aborted = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(new Aborted()), { signal: over.signal });
  });
  try {
    return await clock.waitFor(Promise.race([clock.task(work), aborted]));
  } finally {
    over.abort();
  }
}
