import { describe, expect, it, test } from '@jest/globals';
import { decideLaunchPath } from '../../../packages/core/src/decisions/launch-path.ts';

const first = { id: 'lp-1', name: 'Databases' };
const second = { id: 'lp-2', name: 'Everything' };

describe('promise 5: the launch path is resolved anew each time', () => {
  test.each([
    { name: 'the current one while it exists', paths: [first, second], current: 'lp-2', path: 'lp-2' },
    { name: 'the only one when the current is gone', paths: [first], current: 'lp-9', path: 'lp-1' },
    { name: 'the only one when nobody knows the current', paths: [first], current: null, path: 'lp-1' },
  ])('takes $name', ({ paths, current, path }) => {
    const decision = decideLaunchPath(paths, current);

    expect(decision).toEqual({ kind: 'path', pathId: path });
  });

  it('says that there is none', () => {
    const decision = decideLaunchPath([], 'lp-1');

    expect(decision).toEqual({
      kind: 'none',
      reason: 'no portfolio with the product has the roles of the sweep as principals',
    });
  });

  it('names the paths that a person must choose from', () => {
    const decision = decideLaunchPath([first, second], 'lp-9');

    expect(decision).toEqual({
      kind: 'ambiguous',
      reason: 'it was launched by a path that is gone, and there are 2 others: Databases, Everything',
    });
  });
});
