import { CloseWaveEvent, CloseWaveResult, closeWave } from '@catalog-sweep/core';
import { inLambda } from '../in-lambda.ts';
import { stageTask } from '../stage-task.ts';

export const task = stageTask({
  name: 'close-wave',
  event: CloseWaveEvent,
  result: CloseWaveResult,
  run: closeWave,
});

export const handler = inLambda(task);
