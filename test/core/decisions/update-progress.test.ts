import { describe, expect, it, test } from '@jest/globals';
import {
  decideProgress,
  endOfFinished,
  endOfUnfinished,
} from '../../../packages/core/src/decisions/update-progress.ts';
import { aPlannedUpdate, aProvisionedProduct, aRecord, SWEEP_START } from '../builders.ts';

const update = aPlannedUpdate();
const recordId = 'rec-2';
const succeeded = aRecord({ id: recordId, status: 'SUCCEEDED' });

describe('promise 3: how far an update has come', () => {
  test.each([
    {
      name: 'a record that succeeded, and the new version on an AVAILABLE product',
      sighting: { recordId, record: succeeded, product: aProvisionedProduct({ versionId: 'pa-2' }) },
      progress: { kind: 'updated' },
    },
    {
      name: 'a record that succeeded, but the old version: looked at again, a failure in the end',
      sighting: { recordId, record: succeeded, product: aProvisionedProduct({ versionId: 'pa-1' }) },
      progress: {
        kind: 'running',
        state: 'its record succeeded, but it is AVAILABLE and shows pa-1 instead of pa-2',
        overdue: 'UPDATE_FAILED',
      },
    },
    {
      name: 'a record that succeeded on a product that is still changing',
      sighting: {
        recordId,
        record: succeeded,
        product: aProvisionedProduct({ versionId: 'pa-2', status: 'UNDER_CHANGE' }),
      },
      progress: {
        kind: 'running',
        state: 'its record succeeded, but it is UNDER_CHANGE and shows pa-2 instead of pa-2',
        overdue: 'UPDATE_FAILED',
      },
    },
    {
      name: 'TAINTED is a failure even with a record that succeeded',
      sighting: {
        recordId,
        record: succeeded,
        product: aProvisionedProduct({ versionId: 'pa-2', status: 'TAINTED', statusMessage: 'rolled back' }),
      },
      progress: { kind: 'failed', why: 'its record succeeded, but it is TAINTED: rolled back' },
    },
    {
      name: 'a product that is gone',
      sighting: { recordId, record: succeeded, product: undefined },
      progress: {
        kind: 'failed',
        why: 'its record succeeded, but it was terminated before anybody saw the new version',
      },
    },
    {
      name: 'IN_PROGRESS_IN_ERROR is not an end',
      sighting: { recordId, record: aRecord({ status: 'IN_PROGRESS_IN_ERROR' }), product: undefined },
      progress: { kind: 'running', state: 'its record is IN_PROGRESS_IN_ERROR', overdue: 'UPDATE_TIMED_OUT' },
    },
    {
      name: 'a record that has not begun',
      sighting: { recordId, record: aRecord({ status: 'CREATED' }), product: undefined },
      progress: { kind: 'running', state: 'its record is CREATED', overdue: 'UPDATE_TIMED_OUT' },
    },
    {
      name: 'a record that cannot be found',
      sighting: { recordId, record: undefined, product: undefined },
      progress: { kind: 'running', state: 'its record was not found', overdue: 'UPDATE_TIMED_OUT' },
    },
    {
      name: 'a record that failed',
      sighting: {
        recordId,
        record: aRecord({
          status: 'FAILED',
          errors: [
            { code: '400', description: 'first' },
            { code: '400', description: 'second' },
          ],
        }),
        product: aProvisionedProduct({ status: 'TAINTED' }),
      },
      progress: { kind: 'failed', why: 'first; second' },
    },
    {
      name: 'a record that failed without a word',
      sighting: { recordId, record: aRecord({ status: 'FAILED' }), product: aProvisionedProduct() },
      progress: { kind: 'failed', why: 'its record gives no error' },
    },
    {
      name: 'a record that failed because there is nothing to change',
      sighting: {
        recordId,
        record: aRecord({
          status: 'FAILED',
          errors: [{ code: '400', description: 'No updates are to be performed.' }],
        }),
        product: aProvisionedProduct(),
      },
      progress: { kind: 'no change', message: 'No updates are to be performed.' },
    },
  ])('$name', ({ sighting, progress }) => {
    const decision = decideProgress(update, sighting);

    expect(decision).toEqual(progress);
  });
});

describe('the end of an update', () => {
  const failed = {
    recordId,
    record: aRecord({ id: recordId, status: 'FAILED', updatedAt: SWEEP_START + 90_000 }),
    product: aProvisionedProduct({ status: 'TAINTED' }),
  };

  it('has the times of its record, and what was seen last', () => {
    const sighting = { recordId, record: succeeded, product: aProvisionedProduct({ versionId: 'pa-2' }) };

    const end = endOfFinished(update, { kind: 'updated' }, { sighting, rootCause: undefined, now: 1 });

    expect(end).toEqual({
      outcome: 'UPDATED',
      reason: 'updated from v1 to v2',
      errors: null,
      recordId,
      recordStatus: 'SUCCEEDED',
      provisionedProductStatus: 'AVAILABLE',
      launchRoleArn: 'arn:aws:iam::111122223333:role/Launch',
      startedAt: succeeded.createdAt,
      endedAt: succeeded.updatedAt,
    });
  });

  it('tells the root cause of a failure rather than what the record says', () => {
    const progress = { kind: 'failed', why: 'it failed' } as const;

    const end = endOfFinished(update, progress, { sighting: failed, rootCause: 'Instance: in use', now: 1 });

    expect(end).toMatchObject({
      outcome: 'UPDATE_FAILED',
      reason: 'the update to v2 failed: Instance: in use',
      errors: 'Instance: in use',
      provisionedProductStatus: 'TAINTED',
    });
  });

  it('promise 9: says that a product without a launch role was updated with the rights of the caller', () => {
    const sighting = {
      recordId,
      record: aRecord({ status: 'FAILED', launchRoleArn: null }),
      product: aProvisionedProduct({ launchRoleArn: null }),
    };

    const end = endOfFinished(update, { kind: 'failed', why: 'denied' }, { sighting, rootCause: undefined, now: 1 });

    expect(end.reason).toContain('it has no launch role');
    expect(end.errors).toBe('denied');
  });

  it('is NO_CHANGE, and no error, when there was nothing to change', () => {
    const end = endOfFinished(
      update,
      { kind: 'no change', message: 'No updates are to be performed.' },
      { sighting: failed, rootCause: undefined, now: 1 },
    );

    expect(end).toMatchObject({
      outcome: 'NO_CHANGE',
      reason: 'nothing to change from v1 to v2: No updates are to be performed.',
      errors: null,
    });
  });

  test.each([
    { outcome: 'UPDATE_TIMED_OUT' as const, errors: 'too late' },
    { outcome: 'UPDATE_FAILED' as const, errors: 'too late' },
    { outcome: 'STOPPED' as const, errors: null },
  ])('keeps its record as $outcome when nobody looks any more', ({ outcome, errors }) => {
    const sighting = { recordId, record: aRecord({ status: 'IN_PROGRESS' }), product: undefined };

    const end = endOfUnfinished(outcome, 'too late', { sighting, now: 9 });

    expect(end).toMatchObject({
      outcome,
      reason: 'too late',
      errors,
      recordId,
      recordStatus: 'IN_PROGRESS',
      endedAt: 9,
    });
  });
});
