import { describe, expect, it } from '@jest/globals';
import type { Outcome } from '@catalog-sweep/core';
import { nextCommand, type Call } from '../../packages/cli/src/render/next-command.ts';
import { aSweepResult } from './a-sweep.ts';

const SIMULATED: Call = { program: 'catalog-sweep', on: 'simulated', options: [], stateFolder: [] };

function summaryWith(outcome: Outcome) {
  const { summary } = aSweepResult();
  return { ...summary, updates: summary.updates.map((update) => ({ ...update, outcome })) };
}

describe('the command to try next', () => {
  it.each([
    {
      name: 'an update failed: why',
      outcome: 'UPDATE_FAILED',
      call: { ...SIMULATED, stateFolder: ['--state-dir /tmp/big'], options: ['--state-dir /tmp/big'] },
      next: 'catalog-sweep explain pp-1 --state-dir /tmp/big',
    },
    {
      name: 'an update failed, and the log is in S3',
      outcome: 'UPDATE_FAILED',
      call: { ...SIMULATED, on: 'local', options: ['--on local', '--log-bucket logs'] },
      next: 'aws s3 sync s3://logs/ServiceCatalogLogs catalog-sweep-logs && catalog-sweep explain pp-1 --log catalog-sweep-logs',
    },
    {
      name: 'there is a plan: carry it out, on the same organisation',
      outcome: 'UPDATE_AVAILABLE',
      call: { ...SIMULATED, options: ['--accounts 200', '--region eu-west-1'] },
      next: 'catalog-sweep sweep --accounts 200 --region eu-west-1 --mode update',
    },
    {
      name: 'something was stopped: go on',
      outcome: 'STOPPED',
      call: SIMULATED,
      next: 'catalog-sweep sweep --mode update',
    },
    {
      name: 'all is well: what the outcomes mean',
      outcome: 'UPDATED',
      call: SIMULATED,
      next: 'catalog-sweep outcomes',
    },
    {
      name: 'pnpm ran the program, and will run the next',
      outcome: 'UPDATED',
      call: { ...SIMULATED, program: 'pnpm catalog-sweep' },
      next: 'pnpm catalog-sweep outcomes',
    },
  ] satisfies { name: string; outcome: Outcome; call: Call; next: string }[])('$name', ({ outcome, call, next }) => {
    expect(nextCommand(summaryWith(outcome), call)).toBe(next);
  });
});
