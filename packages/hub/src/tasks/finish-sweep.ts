import { FinishSweepCall, finishSweep, FinishSweepResult } from '@catalog-sweep/core';
import { stageTask } from '../stage-task.ts';

export const task = stageTask({
  name: 'finish-sweep',
  event: FinishSweepCall,
  result: FinishSweepResult,
  run: finishSweep,
});
