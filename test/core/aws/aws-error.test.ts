import { describe, expect, it } from '@jest/globals';
import { AwsError, InvocationEnded, type AwsErrorKind } from '@catalog-sweep/core';
import { asAwsError } from '../../../packages/core/src/aws/aws-error.ts';

interface Case {
  readonly code: string;
  readonly kind: AwsErrorKind;
  readonly operation?: string;
  readonly side?: 'hub' | 'spoke';
  readonly message?: string;
}

const CASES: readonly Case[] = [
  { code: 'Throttling', kind: 'THROTTLED', operation: 'cloudformation:DescribeStacks' },
  { code: 'ThrottlingException', kind: 'THROTTLED' },
  { code: 'TooManyRequestsException', kind: 'THROTTLED', operation: 'organizations:ListAccounts' },
  { code: 'RequestLimitExceeded', kind: 'THROTTLED' },
  { code: 'SlowDown', kind: 'THROTTLED', operation: 's3:PutObject' },
  { code: 'ServiceException', kind: 'UNAVAILABLE', operation: 'organizations:ListAccounts' },
  { code: 'InternalFailure', kind: 'UNAVAILABLE' },
  { code: 'ServiceUnavailable', kind: 'UNAVAILABLE' },
  { code: 'TimeoutError', kind: 'TIMED_OUT' },
  { code: 'RequestTimeout', kind: 'TIMED_OUT', operation: 's3:PutObject' },
  { code: 'AccessDenied', kind: 'ROLE_NOT_ASSUMABLE', operation: 'sts:AssumeRole', side: 'hub' },
  { code: 'AccessDenied', kind: 'ACCESS_DENIED', operation: 's3:GetObject', side: 'hub' },
  { code: 'AccessDeniedException', kind: 'ACCESS_DENIED' },
  { code: 'ExpiredToken', kind: 'CREDENTIALS_EXPIRED', operation: 'sts:AssumeRole', side: 'hub' },
  { code: 'ExpiredTokenException', kind: 'CREDENTIALS_EXPIRED' },
  { code: 'UnrecognizedClientException', kind: 'REGION_NOT_ENABLED' },
  { code: 'InvalidClientTokenId', kind: 'REGION_NOT_ENABLED', operation: 'cloudformation:DescribeStacks' },
  { code: 'UnrecognizedClientException', kind: 'ACCESS_DENIED', side: 'hub' },
  { code: 'InvalidClientTokenId', kind: 'ACCESS_DENIED', operation: 'sts:AssumeRole', side: 'hub' },
  { code: 'RegionDisabledException', kind: 'REGION_NOT_ENABLED', operation: 'sts:AssumeRole', side: 'hub' },
  { code: 'ResourceNotFoundException', kind: 'NOT_FOUND' },
  { code: 'NoSuchKey', kind: 'NOT_FOUND', operation: 's3:GetObject', side: 'hub' },
  { code: 'NoSuchEntityException', kind: 'NOT_FOUND', operation: 'iam:GetRole' },
  { code: 'StackSetNotFoundException', kind: 'NOT_FOUND', operation: 'cloudformation:DescribeStackSet', side: 'hub' },
  {
    code: 'AccountNotRegisteredException',
    kind: 'NOT_FOUND',
    operation: 'organizations:ListDelegatedServicesForAccount',
    side: 'hub',
  },
  {
    code: 'ValidationError',
    kind: 'NOT_FOUND',
    operation: 'cloudformation:DescribeStacks',
    message: 'Stack with id SC-1 does not exist',
  },
  { code: 'ValidationError', kind: 'INVALID_REQUEST', operation: 'cloudformation:DescribeStacks' },
  { code: 'InvalidParametersException', kind: 'INVALID_REQUEST' },
  { code: 'TagOptionNotMigratedException', kind: 'TAG_OPTIONS_NOT_MIGRATED' },
  { code: 'PreconditionFailed', kind: 'CONFLICT', operation: 's3:PutObject', side: 'hub' },
  { code: 'SomethingNew', kind: 'UNKNOWN' },
];

describe('the classification of AWS errors', () => {
  it.each(CASES)('calls $code of $operation on the $side side $kind', (given) => {
    const error = Object.assign(new Error(given.message ?? 'no'), { name: given.code });

    const classified = asAwsError(error, {
      operation: given.operation ?? 'servicecatalog:SearchProvisionedProducts',
      side: given.side ?? 'spoke',
    });

    expect(classified).toBeInstanceOf(AwsError);
    expect(classified).toMatchObject({ kind: given.kind, code: given.code });
  });

  it.each([
    { code: 'ECONNRESET', kind: 'UNAVAILABLE' },
    { code: 'ENOTFOUND', kind: 'UNAVAILABLE' },
    { code: 'ETIMEDOUT', kind: 'TIMED_OUT' },
  ])('calls a connection that broke with $code $kind', ({ code, kind }) => {
    const error = Object.assign(new Error(''), { code });

    const classified = asAwsError(error, { operation: 's3:GetObject', side: 'hub' });

    expect(classified).toMatchObject({ kind, code });
  });

  it.each([
    { status: 429, kind: 'THROTTLED' },
    { status: 503, kind: 'UNAVAILABLE' },
  ])('goes by the status $status where the name says nothing', ({ status, kind }) => {
    const error = Object.assign(new Error('?'), { name: 'Odd', $metadata: { httpStatusCode: status } });

    const classified = asAwsError(error, { operation: 's3:GetObject', side: 'hub' });

    expect(classified).toMatchObject({ kind });
  });

  it('leaves the end of an invocation what it is', () => {
    const ended = new InvocationEnded();

    expect(asAwsError(ended, { operation: 's3:GetObject', side: 'hub' })).toBe(ended);
  });
});
