import { describe, expect, it, test } from '@jest/globals';
import {
  decideLost,
  endOfAbandoned,
  endOfUnasked,
  endOfUnseen,
} from '../../../packages/core/src/decisions/lost-update.ts';
import { anIntent, aPlannedUpdate, aProvisionedProduct, aRecord, SWEEP_START } from '../builders.ts';

const lost = { update: aPlannedUpdate(), intent: anIntent(), error: undefined, stopped: false, now: 5 };

describe('promise 6: an update whose end nobody reported', () => {
  it('is followed when its record is the one that its intent announced', () => {
    const newRecord = aRecord({ id: 'rec-2', createdAt: SWEEP_START + 1 });

    const decision = decideLost(lost, { product: aProvisionedProduct({ lastRecordId: 'rec-2' }), newRecord });

    expect(decision).toEqual({ kind: 'follow', recordId: 'rec-2' });
  });

  test.each([
    { name: 'was never begun', error: undefined, outcome: 'STOPPED', reason: 'the sweep ended before it was begun' },
    {
      name: 'could not be begun',
      error: 'the role is missing',
      outcome: 'UPDATE_FAILED',
      reason: 'could not be updated: the role is missing',
    },
  ])('is $outcome without an intent when it $name', ({ error, outcome, reason }) => {
    const end = endOfUnasked({ ...lost, intent: undefined, error });

    expect(end).toMatchObject({ outcome, reason, recordId: null, endedAt: 5 });
  });

  test.each([
    {
      name: 'AWS has no record of it',
      look: { product: aProvisionedProduct({ lastRecordId: 'rec-1' }), newRecord: undefined },
      reason: 'it was to be updated, but AWS has no record of it',
    },
    {
      name: 'its product is gone',
      look: { product: undefined, newRecord: undefined },
      reason: 'it was to be updated, but was terminated',
    },
    {
      name: 'somebody else changed it',
      look: {
        product: aProvisionedProduct({ lastRecordId: 'rec-9' }),
        newRecord: aRecord({ id: 'rec-9', versionId: 'pa-9' }),
      },
      reason: 'it was to be updated, but its last record, rec-9, is another operation',
    },
  ])('is STOPPED when $name', ({ look, reason }) => {
    const decision = decideLost(lost, look);

    expect(decision).toMatchObject({ kind: 'ended', end: { outcome: 'STOPPED', reason, recordId: null } });
  });

  it('is a failure with its error when AWS has no record of it', () => {
    const look = { product: aProvisionedProduct({ lastRecordId: 'rec-1' }), newRecord: undefined };

    const decision = decideLost({ ...lost, error: 'no answer' }, look);

    expect(decision).toMatchObject({ end: { outcome: 'UPDATE_FAILED', errors: 'no answer' } });
  });

  test.each([
    { name: 'the sweep was stopped', stopped: true, outcome: 'STOPPED' },
    { name: 'nobody stopped the sweep', stopped: false, outcome: 'UPDATE_TIMED_OUT' },
  ])('is $outcome when it goes on and $name', ({ stopped, outcome }) => {
    const sighting = { recordId: 'rec-2', record: aRecord({ status: 'IN_PROGRESS' }), product: undefined };

    const end = endOfAbandoned({ ...lost, stopped }, { state: 'its record is IN_PROGRESS', sighting });

    expect(end).toMatchObject({
      outcome,
      reason: 'still going on when the sweep ended; its record is IN_PROGRESS',
      recordId: 'rec-2',
    });
  });

  test.each([
    { stopped: true, outcome: 'STOPPED', errors: null },
    { stopped: false, outcome: 'UPDATE_TIMED_OUT', errors: 'nobody knows how it ended: access denied' },
  ])('is $outcome, with the obstacle, when its spoke cannot be looked into', ({ stopped, outcome, errors }) => {
    const end = endOfUnseen({ ...lost, stopped }, 'access denied');

    expect(end).toMatchObject({ outcome, reason: 'nobody knows how it ended: access denied', errors });
  });
});
