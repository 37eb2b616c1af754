import { describe, expect, test } from '@jest/globals';
import { decideStatus } from '../../../packages/core/src/decisions/sweep-status.ts';

const stop = { requestedAt: 1, reason: 'change freeze' };

describe('how a sweep ended', () => {
  test.each([
    {
      name: 'COMPLETED when all adds up',
      facts: { executionStatus: 'RUNNING', cause: null, error: null, stop: undefined, problems: [] },
      end: { status: 'COMPLETED', reason: null },
    },
    {
      name: 'INCOMPLETE when it does not reconcile, with the problems',
      facts: { executionStatus: 'RUNNING', cause: null, error: null, stop: undefined, problems: ['one', 'two'] },
      end: { status: 'INCOMPLETE', reason: 'one; two' },
    },
    {
      name: 'STOPPED when somebody stopped it, whatever is missing',
      facts: { executionStatus: 'RUNNING', cause: null, error: null, stop, problems: ['one'] },
      end: { status: 'STOPPED', reason: 'change freeze' },
    },
    {
      name: 'FAILED when a whole wave went wrong, with the error, though every line is there',
      facts: {
        executionStatus: 'RUNNING',
        cause: null,
        error: { Error: 'CatalogSweep.ACCESS_DENIED', Cause: '{"errorMessage":"s3:PutObject: AccessDenied: no"}' },
        stop: undefined,
        problems: [],
      },
      end: { status: 'FAILED', reason: 's3:PutObject: AccessDenied: no' },
    },
    {
      name: 'ABORTED when its execution was, though it was stopped before',
      facts: { executionStatus: 'ABORTED', cause: 'by hand', error: null, stop, problems: [] },
      end: { status: 'ABORTED', reason: 'by hand' },
    },
    {
      name: 'TIMED_OUT when its execution did',
      facts: { executionStatus: 'TIMED_OUT', cause: null, error: null, stop: undefined, problems: [] },
      end: { status: 'TIMED_OUT', reason: null },
    },
    {
      name: 'FAILED when its execution did',
      facts: { executionStatus: 'FAILED', cause: 'States.Runtime', error: null, stop: undefined, problems: [] },
      end: { status: 'FAILED', reason: 'States.Runtime' },
    },
  ] as const)('$name', ({ facts, end }) => {
    const status = decideStatus(facts);

    expect(status).toEqual(end);
  });
});
