import { LogUpdateEvent, logUpdate } from '@catalog-sweep/core';
import * as z from 'zod';
import { stageTask } from '../stage-task.ts';

export const task = stageTask({
  name: 'log-update',
  event: LogUpdateEvent,
  result: z.void(),
  run: logUpdate,
});
