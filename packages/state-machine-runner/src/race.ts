import type { Clock } from './clock.ts';

/** What a race gives when its time was up first. */
export const TIME_UP = Symbol('time up');

/** Does work, but no longer than `seconds`; then `work` sees an abort. Infinite seconds are no limit. */
export async function within<T>(
  clock: Clock,
  { seconds, signal }: { readonly seconds: number; readonly signal: AbortSignal },
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T | typeof TIME_UP> {
  if (!Number.isFinite(seconds)) return work(signal);
  const over = new AbortController();
  const either = AbortSignal.any([signal, over.signal]);
  const timer = clock.task(async (): Promise<typeof TIME_UP> => {
    await clock.sleep(seconds * 1000, either);
    return TIME_UP;
  });
  try {
    return await clock.waitFor(Promise.race([clock.task(() => work(either)), timer]));
  } finally {
    over.abort();
  }
}
