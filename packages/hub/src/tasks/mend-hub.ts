import { mendHub, MendHubEvent, MendResult } from '@catalog-sweep/core';
import { stageTask } from '../stage-task.ts';

export const task = stageTask({
  name: 'mend-hub',
  event: MendHubEvent,
  result: MendResult,
  run: mendHub,
});
