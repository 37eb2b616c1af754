import { MendResult, mendTarget, MendTargetEvent } from '@catalog-sweep/core';
import { stageTask } from '../stage-task.ts';

export const task = stageTask({
  name: 'mend-target',
  event: MendTargetEvent,
  result: MendResult,
  run: mendTarget,
});
