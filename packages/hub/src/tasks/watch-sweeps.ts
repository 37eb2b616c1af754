import { callFunction, executionsOf, WatchSweepsEvent, WatchSweepsResult, watchSweeps } from '@catalog-sweep/core';
import { watchIn } from '../function-settings.ts';
import { stageTask } from '../stage-task.ts';

export const task = stageTask({
  name: 'watch-sweeps',
  event: WatchSweepsEvent,
  result: WatchSweepsResult,
  run(_event, context, settings) {
    const { schedule, stateMachineArn, finishSweepFunction } = watchIn(settings);
    const executions = executionsOf(context.aws, stateMachineArn);
    const callFinishSweep = (event: object) => callFunction(context.aws, finishSweepFunction, event);
    return watchSweeps({ schedule, executions, callFinishSweep }, context);
  },
});
