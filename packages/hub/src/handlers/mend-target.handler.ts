import { MendResult, mendTarget, MendTargetEvent } from '@catalog-sweep/core';
import { inLambda } from '../in-lambda.ts';
import { stageTask } from '../stage-task.ts';

export const task = stageTask({
  name: 'mend-target',
  event: MendTargetEvent,
  result: MendResult,
  run: mendTarget,
});

export const handler = inLambda(task);
