import { describe, expect, test } from '@jest/globals';
import { suggest } from '../../../packages/core/src/decisions/suggestions.ts';

describe('what somebody may have meant', () => {
  test.each([
    {
      name: 'the closest first',
      meant: 'Prodction',
      known: ['Projection', 'Production'],
      text: '; close: Production, Projection',
    },
    { name: 'whatever the case', meant: 'sandbox', known: ['Sandbox'], text: '; close: Sandbox' },
    {
      name: 'three at most, each once',
      meant: 'web-1',
      known: ['web-2', 'web-3', 'web-2', 'web-4', 'web-5'],
      text: '; close: web-2, web-3, web-4',
    },
    { name: 'nothing when nothing is close', meant: 'Sandbox', known: ['Production'], text: '' },
  ])('$name', ({ meant, known, text }) => {
    const answer = suggest(meant, known);

    expect(answer).toBe(text);
  });
});
