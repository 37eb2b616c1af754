import { NoteFailedTargetEvent, noteFailedTarget } from '@catalog-sweep/core';
import * as z from 'zod';
import { stageTask } from '../stage-task.ts';

export const task = stageTask({
  name: 'note-failed-target',
  event: NoteFailedTargetEvent,
  result: z.void(),
  run: noteFailedTarget,
});
