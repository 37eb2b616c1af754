import { describe, expect, it, test } from '@jest/globals';
import { decideStack } from '../../../packages/core/src/decisions/stack-state.ts';

const stack = { id: 'arn', name: 'SC-1', statusReason: null, parameterKeys: [] };

describe('promise 3: a stack that takes no update', () => {
  test.each([
    { status: 'CREATE_COMPLETE', kind: 'updatable' },
    { status: 'UPDATE_COMPLETE', kind: 'updatable' },
    { status: 'UPDATE_ROLLBACK_COMPLETE', kind: 'updatable' },
    { status: 'IMPORT_COMPLETE', kind: 'updatable' },
    { status: 'UPDATE_IN_PROGRESS', kind: 'under change' },
    { status: 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', kind: 'under change' },
    { status: 'UPDATE_ROLLBACK_FAILED', kind: 'in error' },
    { status: 'ROLLBACK_COMPLETE', kind: 'in error' },
    { status: 'CREATE_FAILED', kind: 'in error' },
    { status: 'DELETE_FAILED', kind: 'in error' },
    { status: 'A_STATE_OF_TOMORROW', kind: 'in error' },
  ])('$status is $kind', ({ status, kind }) => {
    const decision = decideStack({ ...stack, status });

    expect(decision.kind).toBe(kind);
  });

  it('says the state with its reason', () => {
    const decision = decideStack({ ...stack, status: 'UPDATE_ROLLBACK_FAILED', statusReason: 'role is gone' });

    expect(decision).toEqual({ kind: 'in error', reason: 'its stack is UPDATE_ROLLBACK_FAILED: role is gone' });
  });

  it('is in error when there is none', () => {
    const decision = decideStack(undefined);

    expect(decision).toEqual({ kind: 'in error', reason: 'its stack no longer exists' });
  });
});
