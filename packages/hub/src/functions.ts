import type { HandlerName } from '@catalog-sweep/core';

/** How long each function may run, in seconds. The tasks of sweep.asl.yaml wait longer than that. */
export const FUNCTION_TIMEOUTS: Readonly<Record<HandlerName, number>> = {
  // What goes over a whole wave or organisation has all the time that Lambda gives.
  'plan-sweep': 900,
  'scan-target': 900,
  'plan-updates': 900,
  'close-wave': 900,
  'finish-sweep': 900,
  'examine-hub': 900,
  'mend-hub': 900,
  'examine-target': 900,
  'mend-target': 900,
  'note-failed-target': 120,
  'start-update': 120,
  'check-update': 120,
  'log-update': 120,
  'watch-sweeps': 900,
};
