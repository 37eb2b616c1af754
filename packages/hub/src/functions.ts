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
  'send-digest': 900,
  'write-dashboard': 900,
};

/** What goes over a whole wave holds its lines in memory. */
const FOR_A_WAVE = 1024;

/** What goes over the whole organisation holds all of its provisioned products, and their history. */
const FOR_ALL = 2048;

/** One target or one update; a full processor's share begins at 1,769 MB, and these mostly wait. */
const FOR_ONE = 512;

/** How much memory each function has, in megabytes. */
export const FUNCTION_MEMORY: Readonly<Record<HandlerName, number>> = {
  'plan-sweep': FOR_A_WAVE,
  'scan-target': FOR_ONE,
  'note-failed-target': FOR_ONE,
  'plan-updates': FOR_A_WAVE,
  'start-update': FOR_ONE,
  'check-update': FOR_ONE,
  'log-update': FOR_ONE,
  'close-wave': FOR_A_WAVE,
  'finish-sweep': FOR_A_WAVE,
  'examine-hub': FOR_A_WAVE,
  'mend-hub': FOR_ONE,
  'examine-target': FOR_ONE,
  'mend-target': FOR_ONE,
  'watch-sweeps': FOR_ONE,
  'send-digest': FOR_A_WAVE,
  'write-dashboard': FOR_ALL,
};
