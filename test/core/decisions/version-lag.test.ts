import { describe, expect, test } from '@jest/globals';
import { versionLag } from '../../../packages/core/src/decisions/version-lag.ts';
import { aVersion } from '../catalogue-builders.ts';

const DAY = 86_400_000;
const first = aVersion({ id: 'pa-1', createdAt: DAY });
const second = aVersion({ id: 'pa-2', createdAt: 3 * DAY });
const third = aVersion({ id: 'pa-3', createdAt: 5 * DAY });
const now = 10 * DAY + DAY / 2;

describe('promise 2: how far a provisioned product is behind', () => {
  test.each([
    {
      name: 'not at all with the newest version',
      versions: [first, second],
      currentId: 'pa-2',
      lag: { outdated: false, versionsBehind: 0, daysBehind: null },
    },
    {
      name: 'as many as are newer, in whole days since the oldest of them',
      versions: [third, first, second],
      currentId: 'pa-1',
      lag: { outdated: true, versionsBehind: 2, daysBehind: 7 },
    },
    {
      name: 'without those that are not eligible',
      versions: [first, { ...second, active: false }, third],
      currentId: 'pa-1',
      lag: { outdated: true, versionsBehind: 1, daysBehind: 5 },
    },
    {
      name: 'also from a version that was deactivated',
      versions: [{ ...first, active: false }, second],
      currentId: 'pa-1',
      lag: { outdated: true, versionsBehind: 1, daysBehind: 7 },
    },
    {
      name: 'not behind older ones, when the newest was deactivated under it',
      versions: [first, { ...second, active: false }],
      currentId: 'pa-2',
      lag: { outdated: false, versionsBehind: 0, daysBehind: null },
    },
    {
      name: 'nobody knows how far, when its version no longer exists',
      versions: [first, second],
      currentId: 'pa-0',
      lag: { outdated: true, versionsBehind: null, daysBehind: null },
    },
    {
      name: 'nobody knows how far, when nobody knows its version',
      versions: [first],
      currentId: null,
      lag: { outdated: true, versionsBehind: null, daysBehind: null },
    },
    {
      name: 'behind nothing, when no version is eligible',
      versions: [{ ...first, deprecated: true }],
      currentId: 'pa-0',
      lag: { outdated: false, versionsBehind: null, daysBehind: null },
    },
  ])('$name', ({ versions, currentId, lag }) => {
    const { outdated, versionsBehind, daysBehind } = versionLag(versions, { currentId, now });

    expect({ outdated, versionsBehind, daysBehind }).toEqual(lag);
  });
});
