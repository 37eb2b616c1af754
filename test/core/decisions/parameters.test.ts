import { describe, expect, test } from '@jest/globals';
import { decideParameters } from '../../../packages/core/src/decisions/parameters.ts';

describe('promise 4: parameters are kept', () => {
  test.each([
    {
      name: 'keys that both versions have, with or without a default',
      old: ['Size', 'Name'],
      fresh: [
        { key: 'Size', hasDefault: true },
        { key: 'Name', hasDefault: false },
      ],
      decision: { keep: ['Size', 'Name'], missing: [] },
    },
    {
      name: 'not those that the new version dropped',
      old: ['Size', 'Gone'],
      fresh: [{ key: 'Size', hasDefault: true }],
      decision: { keep: ['Size'], missing: [] },
    },
    {
      name: 'new keys with a default are left to it',
      old: [],
      fresh: [{ key: 'New', hasDefault: true }],
      decision: { keep: [], missing: [] },
    },
    {
      name: 'new keys without a default are missing, by name',
      old: ['Size'],
      fresh: [
        { key: 'Owner', hasDefault: false },
        { key: 'Size', hasDefault: false },
        { key: 'Cost', hasDefault: false },
      ],
      decision: { keep: ['Size'], missing: ['Owner', 'Cost'] },
    },
    {
      name: 'keys are told apart by case',
      old: ['size'],
      fresh: [{ key: 'Size', hasDefault: false }],
      decision: { keep: [], missing: ['Size'] },
    },
  ])('$name', ({ old, fresh, decision }) => {
    const answer = decideParameters(old, fresh);

    expect(answer).toEqual(decision);
  });
});
