import { LogUpdateEvent, logUpdate } from '@catalog-sweep/core';
import * as z from 'zod';
import { inLambda } from '../in-lambda.ts';
import { stageTask } from '../stage-task.ts';

export const task = stageTask({
  name: 'log-update',
  event: LogUpdateEvent,
  result: z.void(),
  run: logUpdate,
});

export const handler = inLambda(task);
