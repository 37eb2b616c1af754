import { ScanTargetEvent, ScanTargetResult, scanTarget } from '@catalog-sweep/core';
import { stageTask } from '../stage-task.ts';

export const task = stageTask({
  name: 'scan-target',
  event: ScanTargetEvent,
  result: ScanTargetResult,
  run: scanTarget,
});
