import { describe, expect, test } from '@jest/globals';
import { caughtErrorText } from '../../../packages/core/src/decisions/caught-error.ts';

describe('an error that the state machine caught, in words', () => {
  test.each([
    {
      name: 'of a function: its message',
      cause: '{"errorType":"CatalogSweep.ACCESS_DENIED","errorMessage":"not allowed","trace":[]}',
      text: 'not allowed',
    },
    { name: 'with a plain cause', cause: 'took too long', text: 'CatalogSweep.ACCESS_DENIED: took too long' },
    { name: 'with JSON that is no error', cause: '{"status":500}', text: 'CatalogSweep.ACCESS_DENIED: {"status":500}' },
    { name: 'with a JSON that is no object', cause: 'null', text: 'CatalogSweep.ACCESS_DENIED: null' },
    { name: 'without a cause', cause: '', text: 'CatalogSweep.ACCESS_DENIED' },
  ])('$name', ({ cause, text }) => {
    const words = caughtErrorText({ Error: 'CatalogSweep.ACCESS_DENIED', Cause: cause });

    expect(words).toBe(text);
  });
});
