import { announceSweep, FinishSweepCall, finishSweep, FinishSweepResult, putEvent } from '@catalog-sweep/core';
import { stageTask } from '../stage-task.ts';

export const task = stageTask({
  name: 'finish-sweep',
  event: FinishSweepCall,
  result: FinishSweepResult,
  async run(event, context, { announces = false }) {
    const result = await finishSweep(event, context);
    if (!announces) return result;
    return { ...result, announced: await announceSweep(result, (own) => putEvent(context.aws, own), context) };
  },
});
