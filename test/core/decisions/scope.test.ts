import { SweepRequest } from '@catalog-sweep/core';
import { describe, expect, test } from '@jest/globals';
import { isWholeSweep, isWholeTarget } from '../../../packages/core/src/decisions/scope.ts';
import { SWEEP_ID } from '../builders.ts';

const TARGET = { account: '111122223333', region: 'eu-west-1' };

function aRequest(parts: object): SweepRequest {
  return SweepRequest.parse({ contractVersion: 1, trigger: 'request', mode: 'report', ...parts });
}

const retryOf = (provisionedProducts: readonly string[] | null) => ({
  retry: { sweepId: SWEEP_ID, targets: [{ ...TARGET, provisionedProducts }] },
});

describe('what a sweep is over', () => {
  test.each([
    { name: 'nothing narrows it', parts: {}, sweep: true, target: true },
    { name: 'it tries again what is held', parts: { retryFailed: true }, sweep: true, target: true },
    { name: 'some accounts', parts: { accounts: [TARGET.account] }, sweep: false, target: true },
    { name: 'some OUs', parts: { organizationalUnits: ['Workloads'] }, sweep: false, target: true },
    { name: 'some Regions', parts: { regions: ['eu-west-1'] }, sweep: false, target: true },
    { name: 'some products', parts: { products: ['MySQL RDS'] }, sweep: false, target: false },
    { name: 'some provisioned products', parts: { provisionedProducts: ['pp-1'] }, sweep: false, target: false },
    { name: 'a retry of the target', parts: retryOf(null), sweep: false, target: true },
    { name: 'a retry of some of it', parts: retryOf(['pp-1']), sweep: false, target: false },
  ])('$name', ({ parts, sweep, target }) => {
    const request = aRequest(parts);

    expect({ sweep: isWholeSweep(request), target: isWholeTarget(TARGET, request) }).toEqual({ sweep, target });
  });
});
