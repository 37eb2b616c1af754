import { PlanUpdatesEvent, PlanUpdatesResult, planUpdates } from '@catalog-sweep/core';
import { stageTask } from '../stage-task.ts';

export const task = stageTask({
  name: 'plan-updates',
  event: PlanUpdatesEvent,
  result: PlanUpdatesResult,
  run: planUpdates,
});
