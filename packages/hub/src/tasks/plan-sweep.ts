import { planSweep, PlanSweepEvent, PlanSweepResult } from '@catalog-sweep/core';
import { stageTask } from '../stage-task.ts';

export const task = stageTask({
  name: 'plan-sweep',
  event: PlanSweepEvent,
  result: PlanSweepResult,
  run(event, context, { configuration }) {
    if (configuration === undefined) throw new Error('environment of the function: SWEEP_CONFIGURATION: missing');
    return planSweep(event, configuration, context);
  },
});
