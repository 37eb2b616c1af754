import { callFunction, executionsOf, WatchSweepsEvent, WatchSweepsResult, watchSweeps } from '@catalog-sweep/core';
import { watchIn } from '../function-settings.ts';
import { stageTask } from '../stage-task.ts';

export const task = stageTask({
  name: 'watch-sweeps',
  event: WatchSweepsEvent,
  result: WatchSweepsResult,
  run(_event, context, settings) {
    const { schedule, stateMachineArn, finishSweepFunction } = watchIn(settings);
    const { lambda, sfn } = context.aws.hub();
    const executions = executionsOf(sfn, stateMachineArn);
    const callFinishSweep = (event: object) => callFunction(lambda, finishSweepFunction, event);
    return watchSweeps({ schedule, executions, callFinishSweep }, context);
  },
});
