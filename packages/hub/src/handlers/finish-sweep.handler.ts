import { FinishSweepCall, finishSweep, FinishSweepResult } from '@catalog-sweep/core';
import { inLambda } from '../in-lambda.ts';
import { stageTask } from '../stage-task.ts';
import { sweepMetrics } from '../sweep-metrics.ts';

export const task = stageTask({
  name: 'finish-sweep',
  event: FinishSweepCall,
  result: FinishSweepResult,
  run: finishSweep,
});

export const handler = inLambda(task, sweepMetrics);
