import { CloseWaveEvent, CloseWaveResult, closeWave } from '@catalog-sweep/core';
import { stageTask } from '../stage-task.ts';

export const task = stageTask({
  name: 'close-wave',
  event: CloseWaveEvent,
  result: CloseWaveResult,
  run: closeWave,
});
