import { ExaminationResult, examineHub, ExamineHubEvent } from '@catalog-sweep/core';
import { stageTask } from '../stage-task.ts';

export const task = stageTask({
  name: 'examine-hub',
  event: ExamineHubEvent,
  result: ExaminationResult,
  run: (event, context, { hubRegion, schedule }) => examineHub(event, { hubRegion, schedule }, context),
});
