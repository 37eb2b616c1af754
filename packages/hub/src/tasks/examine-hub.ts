import { ExaminationResult, examineHub, ExamineHubEvent } from '@catalog-sweep/core';
import { deploymentIn } from '../function-settings.ts';
import { stageTask } from '../stage-task.ts';

export const task = stageTask({
  name: 'examine-hub',
  event: ExamineHubEvent,
  result: ExaminationResult,
  run: (event, context, settings) =>
    examineHub(event, { hubRegion: settings.hubRegion, schedule: deploymentIn(settings).schedule }, context),
});
