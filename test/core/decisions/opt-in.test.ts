import { describe, expect, test } from '@jest/globals';
import { knownOptIn, whatToAsk } from '../../../packages/core/src/decisions/opt-in.ts';

const nothing = { listedInSpoke: false, sharedByHub: false, hubOptedIn: false };
const shared = { ...nothing, sharedByHub: true, hubOptedIn: true };

describe('promise 7: by what a product is opted in', () => {
  test.each([
    { name: 'nothing', facts: nothing, allowed: ['spoke', 'shared', 'hub'] as const, by: undefined },
    {
      name: 'the spoke',
      facts: { ...nothing, listedInSpoke: true },
      allowed: ['spoke', 'shared'] as const,
      by: 'spoke',
    },
    {
      name: 'the spoke before the share',
      facts: { ...shared, listedInSpoke: true },
      allowed: ['spoke', 'shared'] as const,
      by: 'spoke',
    },
    {
      name: 'the spoke only where it is allowed',
      facts: { ...nothing, listedInSpoke: true },
      allowed: ['shared'] as const,
      by: undefined,
    },
    { name: 'the share', facts: shared, allowed: ['spoke', 'shared'] as const, by: 'shared' },
    {
      name: 'the hub only when asked for by name',
      facts: { ...nothing, hubOptedIn: true },
      allowed: ['spoke', 'shared'] as const,
      by: undefined,
    },
    { name: 'the hub when asked for', facts: { ...nothing, hubOptedIn: true }, allowed: ['hub'] as const, by: 'hub' },
    {
      name: 'the hub where TagOptions were never migrated',
      facts: { ...shared, listedInSpoke: undefined },
      allowed: ['spoke', 'hub'] as const,
      by: 'hub',
    },
  ])('$name', ({ facts, allowed, by }) => {
    const answer = knownOptIn(facts, allowed);

    expect(answer).toBe(by);
  });
});

describe('promise 7: what is asked of the product itself', () => {
  test.each([
    {
      name: 'nothing when the list has it',
      facts: { ...shared, listedInSpoke: true },
      allowed: ['spoke', 'shared'] as const,
      ask: [],
    },
    {
      name: 'the spoke when the list does not confirm it',
      facts: nothing,
      allowed: ['spoke', 'shared'] as const,
      ask: ['spoke'],
    },
    {
      name: 'both when the hub says that it is shared',
      facts: shared,
      allowed: ['spoke', 'shared'] as const,
      ask: ['spoke', 'shared'],
    },
    {
      name: 'the share alone where only that counts',
      facts: { ...shared, listedInSpoke: true },
      allowed: ['shared'] as const,
      ask: ['shared'],
    },
    { name: 'nothing where only the hub counts', facts: shared, allowed: ['hub'] as const, ask: [] },
    {
      name: 'nothing where TagOptions were never migrated',
      facts: { ...shared, listedInSpoke: undefined },
      allowed: ['spoke', 'shared'] as const,
      ask: [],
    },
  ])('$name', ({ facts, allowed, ask }) => {
    const questions = whatToAsk(facts, allowed);

    expect(questions).toEqual(ask);
  });
});
