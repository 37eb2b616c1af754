import { CheckUpdateEvent, CheckUpdateResult, checkUpdate } from '@catalog-sweep/core';
import { inLambda } from '../in-lambda.ts';
import { stageTask } from '../stage-task.ts';

export const task = stageTask({
  name: 'check-update',
  event: CheckUpdateEvent,
  result: CheckUpdateResult,
  run: checkUpdate,
});

export const handler = inLambda(task);
