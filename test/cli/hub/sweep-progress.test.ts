import { describe, expect, it, test } from '@jest/globals';
import type { MapRun } from '../../../packages/cli/src/hub/executions.ts';
import { progressOf } from '../../../packages/cli/src/hub/sweep-progress.ts';
import { aSweep, SWEEP_ID, SWEEP_START } from '../../core/builders.ts';

const SWEEP = aSweep({
  waves: [
    { name: 'pilot', targets: 2 },
    { name: 'rest', targets: 10 },
  ],
});

const REPORT = aSweep({ waves: SWEEP.waves, request: { ...SWEEP.request, mode: 'report' } });
const DOCTOR = aSweep({ request: { ...SWEEP.request, mode: 'doctor' } });

function aMapRun(label: string, [ended, running, total]: readonly [number, number, number]): MapRun {
  return { label, ended, running, total };
}

function progress(mapRuns: readonly MapRun[], sweep: Parameters<typeof progressOf>[0]['sweep'] = SWEEP) {
  return progressOf({ sweepId: SWEEP_ID, now: SWEEP_START, sweep, mapRuns, targetsFailed: 1, updatesFailed: 2 });
}

const PILOT = [aMapRun('ScanTheTargets', [2, 0, 2]), aMapRun('UpdateTheProducts', [3, 0, 3])];

describe('how far a sweep of the hub is', () => {
  it('is counted over the Maps of all its waves', () => {
    const now = progress([...PILOT, aMapRun('ScanTheTargets', [10, 0, 10]), aMapRun('UpdateTheProducts', [4, 5, 20])]);

    expect(now).toEqual({
      sweepId: SWEEP_ID,
      now: SWEEP_START,
      phase: 'Update the products',
      wavesPlanned: 2,
      wavesBegun: 2,
      targetsPlanned: 12,
      targetsDone: 12,
      targetsFailed: 1,
      updatesPlanned: 23,
      updatesStarted: 12,
      updatesEnded: 7,
      updatesFailed: 2,
    });
  });

  test.each([
    { phase: 'Plan the sweep', when: 'nothing is planned', sweep: undefined, mapRuns: [] },
    { phase: 'Plan the sweep', when: 'no Map has begun', sweep: SWEEP, mapRuns: [] },
    {
      phase: 'Scan the targets',
      when: 'a scan is open',
      sweep: SWEEP,
      mapRuns: [aMapRun('ScanTheTargets', [1, 1, 2])],
    },
    {
      phase: 'Plan the updates',
      when: 'all is scanned',
      sweep: SWEEP,
      mapRuns: [aMapRun('ScanTheTargets', [2, 0, 2])],
    },
    {
      phase: 'Close the wave',
      when: 'a report scanned',
      sweep: REPORT,
      mapRuns: [aMapRun('ScanTheTargets', [2, 0, 2])],
    },
    { phase: 'Close the wave', when: 'all is updated', sweep: SWEEP, mapRuns: PILOT },
    {
      phase: 'Examine the targets',
      when: 'doctor looks',
      sweep: DOCTOR,
      mapRuns: [aMapRun('ExamineTheTargets', [0, 1, 1])],
    },
    {
      phase: 'Finish the sweep',
      when: 'doctor looked',
      sweep: DOCTOR,
      mapRuns: [aMapRun('ExamineTheTargets', [1, 0, 1])],
    },
  ])('is "$phase" when $when', ({ phase, sweep, mapRuns }) => {
    expect(progress(mapRuns, sweep).phase).toBe(phase);
  });
});
