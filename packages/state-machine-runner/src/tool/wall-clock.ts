import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../clock.ts';

/** The longest that a timer of Node.js waits. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** Real time, on which nobody has to be counted. */
export const wallClock: Clock = {
  now: () => Date.now(),
  async sleep(milliseconds, signal) {
    if (milliseconds <= 0 || signal?.aborted === true) return;
    const wait = Math.min(milliseconds, LONGEST_TIMER);
    // It rejects when it is aborted, and this is no error here.
    await sleep(wait, undefined, signal === undefined ? {} : { signal }).catch(() => {});
    await this.sleep(milliseconds - wait, signal);
  },
  task: (work) => work(),
  waitFor: (others) => others,
};
