import { task as checkUpdate } from './tasks/check-update.ts';
import { task as closeWave } from './tasks/close-wave.ts';
import { task as examineHub } from './tasks/examine-hub.ts';
import { task as examineTarget } from './tasks/examine-target.ts';
import { task as finishSweep } from './tasks/finish-sweep.ts';
import { task as logUpdate } from './tasks/log-update.ts';
import { task as mendHub } from './tasks/mend-hub.ts';
import { task as mendTarget } from './tasks/mend-target.ts';
import { task as noteFailedTarget } from './tasks/note-failed-target.ts';
import { task as planSweep } from './tasks/plan-sweep.ts';
import { task as planUpdates } from './tasks/plan-updates.ts';
import { task as scanTarget } from './tasks/scan-target.ts';
import { task as startUpdate } from './tasks/start-update.ts';
import { task as watchSweeps } from './tasks/watch-sweeps.ts';
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
