import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '@catalog-sweep/core';

/** The machine's own time, for Lambda and for sweeps that run on this machine against AWS. */
export function wallClock(): Clock {
  return {
    now: () => Date.now(),
    sleep: async (milliseconds, signal) => {
      if (signal?.aborted === true) return;
      // An abort is a way to end the wait, not an error.
      await sleep(milliseconds, undefined, { signal }).catch(() => {});
    },
    task: (work) => work(),
    waitFor: (others) => others,
  };
}
