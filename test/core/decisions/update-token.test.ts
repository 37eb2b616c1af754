import { describe, expect, it, test } from '@jest/globals';
import { updateToken } from '../../../packages/core/src/decisions/update-token.ts';

const update = {
  account: '111122223333',
  region: 'eu-west-1',
  provisionedProductId: 'pp-1',
  versionId: 'pa-2',
  lastRecordId: 'rec-1',
};

describe('promise 6: the token of an update', () => {
  it('is the same for the same update, in the form that AWS takes', () => {
    const [once, again] = [updateToken(update), updateToken({ ...update })];

    expect(once).toBe(again);
    expect(once).toMatch(/^[a-zA-Z0-9][a-zA-Z0-9_-]{0,127}$/);
  });

  test.each([
    { account: '444455556666' },
    { region: 'eu-north-1' },
    { provisionedProductId: 'pp-2' },
    { versionId: 'pa-3' },
    { lastRecordId: 'rec-2' },
    { lastRecordId: null },
  ])('is another with %j', (change) => {
    const token = updateToken({ ...update, ...change });

    expect(token).not.toBe(updateToken(update));
  });
});
