import { describe, expect, it, test } from '@jest/globals';
import { decideFreshLook } from '../../../packages/core/src/decisions/fresh-look.ts';
import { isOurs } from '../../../packages/core/src/decisions/our-record.ts';
import { anIntent, aPlannedUpdate, aProvisionedProduct, aRecord, SWEEP_START } from '../builders.ts';

const update = aPlannedUpdate();
const unchanged = aProvisionedProduct({ lastRecordId: 'rec-1' });
const changed = aProvisionedProduct({ lastRecordId: 'rec-2', status: 'UNDER_CHANGE' });

describe('promise 6: the fresh look before an update', () => {
  it('lets an update go on when nothing changed since the scan', () => {
    const decision = decideFreshLook(update, { product: unchanged, newRecord: undefined }, undefined);

    expect(decision).toEqual({ kind: 'as planned' });
  });

  it('lets an update of a TAINTED product go on: it may be updated', () => {
    const product = aProvisionedProduct({ lastRecordId: 'rec-1', status: 'TAINTED' });

    const decision = decideFreshLook(update, { product, newRecord: undefined }, undefined);

    expect(decision).toEqual({ kind: 'as planned' });
  });

  test.each([
    {
      name: 'was terminated',
      look: { product: undefined, newRecord: undefined },
      outcome: 'UNDER_CHANGE',
      reason: 'it was terminated after the scan',
    },
    {
      name: 'has a new record and no intent of ours',
      look: { product: changed, newRecord: aRecord({ id: 'rec-2', status: 'IN_PROGRESS' }) },
      outcome: 'UNDER_CHANGE',
      reason: 'it changed after the scan: UPDATE_PROVISIONED_PRODUCT (IN_PROGRESS), by record rec-2',
    },
    {
      name: 'has a new record that cannot be read',
      look: { product: changed, newRecord: undefined },
      outcome: 'UNDER_CHANGE',
      reason: 'it changed after the scan: an operation, by record rec-2',
    },
    {
      name: 'was updated by somebody else to the very version',
      look: {
        product: aProvisionedProduct({ lastRecordId: 'rec-2', versionId: 'pa-2' }),
        newRecord: aRecord({ id: 'rec-2', status: 'SUCCEEDED' }),
      },
      outcome: 'UP_TO_DATE',
      reason: 'somebody updated it to v2 after the scan, by record rec-2',
    },
    {
      name: 'is TAINTED and shows the version, which proves nothing (promise 3)',
      look: {
        product: aProvisionedProduct({ lastRecordId: 'rec-2', versionId: 'pa-2', status: 'TAINTED' }),
        newRecord: aRecord({ id: 'rec-2', status: 'FAILED' }),
      },
      outcome: 'UNDER_CHANGE',
      reason: 'it changed after the scan: UPDATE_PROVISIONED_PRODUCT (FAILED), by record rec-2',
    },
    {
      name: 'became ERROR',
      look: {
        product: aProvisionedProduct({ lastRecordId: 'rec-1', status: 'ERROR', statusMessage: 'no stack' }),
        newRecord: undefined,
      },
      outcome: 'IN_ERROR',
      reason: 'its status is ERROR: no stack',
    },
    {
      name: 'is being planned',
      look: {
        product: aProvisionedProduct({ lastRecordId: 'rec-1', status: 'PLAN_IN_PROGRESS' }),
        newRecord: undefined,
      },
      outcome: 'UNDER_CHANGE',
      reason: 'its status became PLAN_IN_PROGRESS after the scan',
    },
  ])('leaves a product alone that $name', ({ look, outcome, reason }) => {
    const decision = decideFreshLook(update, look, undefined);

    expect(decision).toEqual({ kind: 'leave', outcome, reason });
  });

  it('follows the new record when it is the update that our intent announced', () => {
    const record = aRecord({ id: 'rec-2', createdAt: SWEEP_START + 1 });

    const decision = decideFreshLook(update, { product: changed, newRecord: record }, anIntent());

    expect(decision).toEqual({ kind: 'ours', record });
  });

  it('leaves a product alone whose new record is not what our intent announced', () => {
    const record = aRecord({ id: 'rec-2', versionId: 'pa-3', createdAt: SWEEP_START + 1 });

    const decision = decideFreshLook(update, { product: changed, newRecord: record }, anIntent());

    expect(decision).toMatchObject({ kind: 'leave', outcome: 'UNDER_CHANGE' });
  });

  it('asks again after an intent when a change shows no record yet: the token tells whether it is ours', () => {
    const product = aProvisionedProduct({ lastRecordId: 'rec-1', status: 'UNDER_CHANGE' });

    const decision = decideFreshLook(update, { product, newRecord: undefined }, anIntent());

    expect(decision).toEqual({ kind: 'as planned' });
  });
});

describe('promise 6: a record is ours', () => {
  const ours = { id: 'rec-2', createdAt: SWEEP_START + 1 };

  test.each([
    { name: 'when it is what the intent announced', record: aRecord(ours), is: true },
    {
      name: "when AWS's clock is a little behind",
      record: aRecord({ ...ours, createdAt: SWEEP_START - 5_000 }),
      is: true,
    },
    { name: 'but not when it is older', record: aRecord({ ...ours, createdAt: SWEEP_START - 5_001 }), is: false },
    { name: 'but not when it is to another version', record: aRecord({ ...ours, versionId: 'pa-3' }), is: false },
    {
      name: 'but not when it is no update',
      record: aRecord({ ...ours, type: 'TERMINATE_PROVISIONED_PRODUCT' }),
      is: false,
    },
    {
      name: 'but not when it is of another product',
      record: aRecord({ ...ours, provisionedProductId: 'pp-2' }),
      is: false,
    },
  ])('$name', ({ record, is }) => {
    const answer = isOurs(record, anIntent());

    expect(answer).toBe(is);
  });
});
