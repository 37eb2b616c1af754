import { describe, expect, it } from '@jest/globals';
import { interleave } from '../../../packages/core/src/decisions/interleave.ts';
import { aPlannedUpdate } from '../builders.ts';

const update = (account: string, region: string, provisionedProductId: string) =>
  aPlannedUpdate({ account, region, provisionedProductId });

describe('the order of the plan', () => {
  it('takes one update of every account in turn', () => {
    const updates = [
      update('111111111111', 'eu-west-1', 'pp-a'),
      update('111111111111', 'eu-west-1', 'pp-b'),
      update('111111111111', 'eu-west-1', 'pp-c'),
      update('222222222222', 'eu-west-1', 'pp-d'),
      update('333333333333', 'eu-west-1', 'pp-e'),
      update('333333333333', 'eu-west-1', 'pp-f'),
    ];

    const order = interleave(updates).map(({ provisionedProductId }) => provisionedProductId);

    expect(order).toEqual(['pp-a', 'pp-d', 'pp-e', 'pp-b', 'pp-f', 'pp-c']);
  });

  it('orders an account by Region, then by provisioned product id', () => {
    const updates = [
      update('111111111111', 'us-east-1', 'pp-a'),
      update('111111111111', 'eu-west-1', 'pp-c'),
      update('111111111111', 'eu-west-1', 'pp-b'),
    ];

    const order = interleave(updates).map(({ provisionedProductId }) => provisionedProductId);

    expect(order).toEqual(['pp-b', 'pp-c', 'pp-a']);
  });

  it('is the same however the updates came in', () => {
    const updates = ['pp-a', 'pp-b', 'pp-c', 'pp-d', 'pp-e'].map((id, index) =>
      update(`${index % 2}11111111111`, 'eu-west-1', id),
    );

    const backwards = interleave(updates.toReversed());

    expect(backwards).toEqual(interleave(updates));
  });

  it('leaves what it was given as it was', () => {
    const updates = [update('222222222222', 'eu-west-1', 'pp-b'), update('111111111111', 'eu-west-1', 'pp-a')];

    interleave(updates);

    expect(updates.map(({ provisionedProductId }) => provisionedProductId)).toEqual(['pp-b', 'pp-a']);
  });
});
