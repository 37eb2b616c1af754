import { describe, expect, test } from '@jest/globals';
import { targetFailureOf } from '../../../packages/core/src/decisions/target-failure.ts';

describe('promise 1: why a target could not be swept', () => {
  test.each([
    {
      name: 'the kind of an AWS error, with its message',
      error: { Error: 'CatalogSweep.ROLE_NOT_ASSUMABLE', Cause: '{"errorMessage":"sts:AssumeRole: AccessDenied: no"}' },
      failure: {
        error: 'ROLE_NOT_ASSUMABLE',
        reason: 'sts:AssumeRole: AccessDenied: no',
      },
    },
    {
      name: 'a Region that is not enabled, of which AWS says no more than that it does not know the credentials',
      error: {
        Error: 'CatalogSweep.REGION_NOT_ENABLED',
        Cause: '{"errorMessage":"servicecatalog:ListTagOptions: UnrecognizedClientException: invalid token"}',
      },
      failure: {
        error: 'REGION_NOT_ENABLED',
        reason:
          'the Region is not enabled in the account, or the account is no longer active: servicecatalog:ListTagOptions: UnrecognizedClientException: invalid token',
      },
    },
    {
      name: 'a time-out of Lambda',
      error: { Error: 'Sandbox.Timedout', Cause: '{"errorMessage":"Task timed out after 900.00 seconds"}' },
      failure: { error: 'TIMED_OUT', reason: 'Task timed out after 900.00 seconds' },
    },
    {
      name: 'a time-out of Step Functions, which has no cause',
      error: { Error: 'States.Timeout', Cause: '' },
      failure: { error: 'TIMED_OUT', reason: 'States.Timeout' },
    },
    {
      name: 'any other error under its own name',
      error: { Error: 'Lambda.Unknown', Cause: 'not JSON' },
      failure: { error: 'Lambda.Unknown', reason: 'Lambda.Unknown: not JSON' },
    },
  ])('$name', ({ error, failure }) => {
    const answer = targetFailureOf(error);

    expect(answer).toEqual(failure);
  });
});
