import { describe, expect, test } from '@jest/globals';
import { isNoChange } from '../../../packages/core/src/decisions/no-change.ts';

describe('an error that only says that there was nothing to change', () => {
  test.each([
    { message: 'No updates are to be performed.', is: true },
    {
      message: 'AmazonCloudFormationException No updates are to be performed. (Service: AmazonCloudFormation)',
      is: true,
    },
    {
      message: "The submitted information didn't contain changes. Submit different information to create a change set.",
      is: true,
    },
    { message: 'Parameters: [Size] must have values', is: false },
    { message: '', is: false },
  ])('"$message": $is', ({ message, is }) => {
    const answer = isNoChange(message);

    expect(answer).toBe(is);
  });
});
