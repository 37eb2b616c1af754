import { CheckUpdateEvent, CheckUpdateResult, checkUpdate } from '@catalog-sweep/core';
import { stageTask } from '../stage-task.ts';

export const task = stageTask({
  name: 'check-update',
  event: CheckUpdateEvent,
  result: CheckUpdateResult,
  run: checkUpdate,
});
