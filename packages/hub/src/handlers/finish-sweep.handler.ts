import { FinishSweepEvent, FinishSweepResult, finishSweep } from '@catalog-sweep/core';
import { inLambda } from '../in-lambda.ts';
import { stageTask } from '../stage-task.ts';

export const task = stageTask({
  name: 'finish-sweep',
  event: FinishSweepEvent,
  result: FinishSweepResult,
  run: finishSweep,
});

export const handler = inLambda(task);
