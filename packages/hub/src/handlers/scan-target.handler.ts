import { ScanTargetEvent, ScanTargetResult, scanTarget } from '@catalog-sweep/core';
import { inLambda } from '../in-lambda.ts';
import { stageTask } from '../stage-task.ts';

export const task = stageTask({
  name: 'scan-target',
  event: ScanTargetEvent,
  result: ScanTargetResult,
  run: scanTarget,
});

export const handler = inLambda(task);
