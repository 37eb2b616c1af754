import { describe, expect, it } from '@jest/globals';
import { ProgressDisplay } from '../../packages/cli/src/progress-display.ts';
import type { LiveBlock } from '../../packages/cli/src/terminal.ts';
import { RecordedTerminal } from './a-terminal.ts';

const PROGRESS = {
  sweepId: '20261126T220000Z-1a2b3c4d',
  phase: 'Update the products',
  now: Date.UTC(2026, 10, 26, 22, 15, 5),
  wavesPlanned: 3,
  wavesBegun: 2,
  targetsPlanned: 39,
  targetsDone: 39,
  targetsFailed: 7,
  updatesPlanned: 23,
  updatesStarted: 20,
  updatesEnded: 4,
  updatesFailed: 1,
};

/** A terminal that somebody watches: what the live block was told. */
function aWatchedTerminal() {
  const shown: string[] = [];
  const live: LiveBlock = Object.assign((text: string) => void shown.push(text), {
    clear: () => void shown.push('cleared'),
    done: () => void shown.push('done'),
  });
  return { terminal: new RecordedTerminal('/nowhere', live), shown };
}

describe('the progress of a sweep', () => {
  it('tells targets, updates under way, failures and simulated time, a line each, where somebody watches', () => {
    const { terminal, shown } = aWatchedTerminal();

    new ProgressDisplay(terminal, 'simulated').show(PROGRESS);

    expect(shown).toEqual([
      [
        'Update the products, wave 2 of 3 (2026-11-26 22:15:05 UTC, simulated)',
        'targets: 39 of 39 done, 7 failed',
        'updates: 4 of 23 done, 16 under way, 1 failed',
      ].join('\n'),
    ]);
  });

  it('takes the live lines away for what stays, and gives the cursor back in the end', () => {
    const { terminal, shown } = aWatchedTerminal();
    const display = new ProgressDisplay(terminal, 'local');

    display.note('stopping');
    display.end();

    expect(shown).toEqual(['cleared', 'cleared', 'done']);
    expect(terminal.errLines).toEqual(['stopping']);
  });

  it('prints one plain line for each phase where nobody watches, and none for states that only decide', () => {
    const terminal = new RecordedTerminal();
    const display = new ProgressDisplay(terminal, 'local');

    for (const phase of ['Plan the sweep', 'May it begin?', 'Scan the targets', 'Scan the targets']) {
      display.show({ ...PROGRESS, phase, wavesBegun: 0, targetsPlanned: 0, updatesPlanned: 0 });
    }

    expect(terminal.errLines).toEqual([
      'Plan the sweep (2026-11-26 22:15:05 UTC)',
      'Scan the targets (2026-11-26 22:15:05 UTC)',
    ]);
  });
});
