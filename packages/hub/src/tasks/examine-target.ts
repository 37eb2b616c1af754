import { ExaminationResult, examineTarget, ExamineTargetEvent } from '@catalog-sweep/core';
import { spokeRolesIn } from '../function-settings.ts';
import { stageTask } from '../stage-task.ts';

export const task = stageTask({
  name: 'examine-target',
  event: ExamineTargetEvent,
  result: ExaminationResult,
  run: (event, context, settings) => examineTarget(event, spokeRolesIn(settings), context),
});
