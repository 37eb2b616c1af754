import { describe, expect, it, test } from '@jest/globals';
import { decideFormerFailure } from '../../../packages/core/src/decisions/former-failure.ts';
import { aRecord, SWEEP_START } from '../builders.ts';

const failed = aRecord({
  status: 'FAILED',
  updatedAt: SWEEP_START,
  errors: [{ code: '1', description: 'engine cannot go back' }],
});
const asked = { versionId: 'pa-2', retryFailed: false };

describe('promise 10: what failed is held', () => {
  it('when the last update to this very version failed, with the day and the reason', () => {
    const decision = decideFormerFailure(failed, asked);

    expect(decision).toEqual({
      kind: 'held',
      reason:
        'the update to this version failed on 2026-11-26 22:00:00.000 UTC, by record rec-2: engine cannot go back',
    });
  });

  test.each([
    { name: 'nothing failed', last: undefined, request: asked },
    { name: 'the update succeeded', last: aRecord({ status: 'SUCCEEDED' }), request: asked },
    { name: 'it failed on the way to another version', last: { ...failed, versionId: 'pa-1' }, request: asked },
    { name: 'it was the launch that failed', last: { ...failed, type: 'PROVISION_PRODUCT' }, request: asked },
    { name: 'somebody asks to try again', last: failed, request: { ...asked, retryFailed: true } },
  ])('not when $name', ({ last, request }) => {
    const decision = decideFormerFailure(last, request);

    expect(decision).toEqual({ kind: 'none' });
  });

  test.each([false, true])(
    'but not a failure that only found nothing to change, retried or not (%s)',
    (retryFailed) => {
      const last = { ...failed, errors: [{ code: '1', description: 'No updates are to be performed.' }] };

      const decision = decideFormerFailure(last, { ...asked, retryFailed });

      expect(decision.kind).toBe('no change');
    },
  );
});
