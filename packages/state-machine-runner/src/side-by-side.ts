import pMap from 'p-map';
import type { Execution } from './execution.ts';
import type { Cursor } from './history.ts';
import type { Visit } from './visit.ts';

/**
 * Runs branches or iterations, at most `limit` at a time, each as a task of its own, and returns the results in the order of the items. The first
 * error ends the others: they run in a view of the execution whose signal is then aborted, and share its history. What comes after them follows the
 * last event of any.
 */
export async function runSideBySide<Item, Result>(
  { visit, items, limit }: { readonly visit: Visit; readonly items: Iterable<Item>; readonly limit: number },
  run: (
    item: Item,
    index: number,
    within: { readonly execution: Execution; readonly cursor: Cursor },
  ) => Promise<Result>,
): Promise<Result[]> {
  const { execution } = visit;
  const { cursor: ours } = visit.frame;
  const { clock } = execution.surroundings;
  const over = new AbortController();
  const inner = execution.withSignal(AbortSignal.any([execution.signal, over.signal]));
  const running = new Set<Promise<unknown>>();
  const all = pMap(
    items,
    (item, index) => {
      const cursor = { last: ours.last };
      const one = clock
        .task(() => run(item, index, { execution: inner, cursor }))
        .finally(() => {
          ours.last = Math.max(ours.last, cursor.last);
        });
      running.add(one);
      void one.finally(() => running.delete(one)).catch(() => {});
      return one;
    },
    { concurrency: limit },
  );
  try {
    return await clock.waitFor(all);
  } catch (error) {
    over.abort();
    // Nothing of it goes on behind the caller's back.
    await clock.waitFor(Promise.allSettled(running));
    throw error;
  }
}
