import { StartUpdateEvent, StartUpdateResult, startUpdate } from '@catalog-sweep/core';
import { stageTask } from '../stage-task.ts';

export const task = stageTask({
  name: 'start-update',
  event: StartUpdateEvent,
  result: StartUpdateResult,
  run: startUpdate,
});
