import { describe, expect, it } from '@jest/globals';
import { noteFailedTarget, workKeys } from '@catalog-sweep/core';
import { aScanPart, aSweep, aTarget, SWEEP_ID } from '../builders.ts';
import { aStage } from '../stage.ts';

const target = aTarget();
const failureKey = workKeys.targetFailure(SWEEP_ID, 'rest', target);
const event = {
  contractVersion: 1 as const,
  sweepId: SWEEP_ID,
  wave: 'rest',
  target: { account: target.account, region: target.region },
  error: { Error: 'CatalogSweep.REGION_NOT_ENABLED', Cause: '{"errorMessage":"the security token is invalid"}' },
};

describe('promise 1: noting a target that could not be swept', () => {
  it('writes the kind of the error and the real reason', async () => {
    const stage = aStage({ sweep: aSweep() });

    await noteFailedTarget(event, stage.context);

    expect(stage.work.json(failureKey)).toEqual({
      error: 'REGION_NOT_ENABLED',
      reason:
        'the Region is not enabled in the account, or the account is no longer active: the security token is invalid',
    });
  });

  it('does so beside a scan that came only half way', async () => {
    const stage = aStage({ sweep: aSweep() });
    stage.work.putJson(workKeys.scanPart(SWEEP_ID, 'rest', target, 0), aScanPart({ last: false }));

    await noteFailedTarget(event, stage.context);

    expect(stage.work.objects.has(failureKey)).toBe(true);
  });

  it('leaves a scan alone that came to its end', async () => {
    const stage = aStage({ sweep: aSweep() });
    stage.work.putJson(workKeys.scanPart(SWEEP_ID, 'rest', target, 0), aScanPart({ last: true }));

    await noteFailedTarget(event, stage.context);

    expect(stage.work.objects.has(failureKey)).toBe(false);
  });
});
