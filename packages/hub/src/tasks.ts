import { task as checkUpdate } from './handlers/check-update.handler.ts';
import { task as closeWave } from './handlers/close-wave.handler.ts';
import { task as examineHub } from './handlers/examine-hub.handler.ts';
import { task as examineTarget } from './handlers/examine-target.handler.ts';
import { task as finishSweep } from './handlers/finish-sweep.handler.ts';
import { task as logUpdate } from './handlers/log-update.handler.ts';
import { task as mendHub } from './handlers/mend-hub.handler.ts';
import { task as mendTarget } from './handlers/mend-target.handler.ts';
import { task as noteFailedTarget } from './handlers/note-failed-target.handler.ts';
import { task as planSweep } from './handlers/plan-sweep.handler.ts';
import { task as planUpdates } from './handlers/plan-updates.handler.ts';
import { task as scanTarget } from './handlers/scan-target.handler.ts';
import { task as startUpdate } from './handlers/start-update.handler.ts';
import { task as watchSweeps } from './handlers/watch-sweeps.handler.ts';
import type { StageTask } from './stage-task.ts';

/** All functions of the hub: those of a sweep, in the order in which it calls them, those of a doctor, and the watchdog. */
export const STAGE_TASKS: readonly StageTask[] = [
  planSweep,
  scanTarget,
  noteFailedTarget,
  planUpdates,
  startUpdate,
  checkUpdate,
  logUpdate,
  closeWave,
  finishSweep,
  examineHub,
  mendHub,
  examineTarget,
  mendTarget,
  watchSweeps,
];
