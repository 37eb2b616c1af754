import { describe, expect, it, test } from '@jest/globals';
import { goesDown, newestVersion } from '../../../packages/core/src/decisions/newest-version.ts';
import { aVersion } from '../catalogue-builders.ts';

describe('promise 2: the newest version', () => {
  test.each([
    {
      name: 'is the one created last, whatever its name',
      versions: [
        aVersion({ id: 'pa-1', name: '9.0.0', createdAt: 1 }),
        aVersion({ id: 'pa-2', name: '1.0.0', createdAt: 2 }),
      ],
      newest: 'pa-2',
    },
    {
      name: 'is active',
      versions: [aVersion({ id: 'pa-1', createdAt: 1 }), aVersion({ id: 'pa-2', createdAt: 2, active: false })],
      newest: 'pa-1',
    },
    {
      name: 'is not deprecated',
      versions: [aVersion({ id: 'pa-1', createdAt: 1 }), aVersion({ id: 'pa-2', createdAt: 2, deprecated: true })],
      newest: 'pa-1',
    },
    {
      name: 'is, of two created together, the one with the higher semantic version, read as numbers',
      versions: [aVersion({ id: 'pa-2', name: '1.9.0' }), aVersion({ id: 'pa-1', name: 'v1.10.0' })],
      newest: 'pa-1',
    },
    {
      name: 'is, of two created together without semantic versions, the one with the higher id',
      versions: [aVersion({ id: 'pa-2', name: 'blue' }), aVersion({ id: 'pa-1', name: 'green' })],
      newest: 'pa-2',
    },
    { name: 'does not exist when none is eligible', versions: [aVersion({ active: false })], newest: undefined },
    { name: 'does not exist without versions', versions: [], newest: undefined },
  ])('$name', ({ versions, newest }) => {
    const inOrder = newestVersion(versions)?.id;
    const reversed = newestVersion(versions.toReversed())?.id;

    expect([inOrder, reversed]).toEqual([newest, newest]);
  });
});

describe('promise 2: a downgrade', () => {
  test.each([
    { from: '2.0.0', to: '1.9.9', down: true },
    { from: 'v2.0.0', to: '1.0.0', down: true },
    { from: '2.0.0', to: '2.0.0-rc.1', down: true },
    { from: '1.9.0', to: '1.10.0', down: false },
    { from: '1.0.0', to: '1.0.0', down: false },
    { from: 'v2', to: 'v1', down: false },
    { from: '2.0.0', to: 'summer', down: false },
  ])('from $from to $to: $down', ({ from, to, down }) => {
    const answer = goesDown({ name: from }, { name: to });

    expect(answer).toBe(down);
  });

  it('cannot be told without the name of the old version', () => {
    const answer = goesDown({ name: '' }, { name: '1.0.0' });

    expect(answer).toBe(false);
  });
});
