import type { LogEntry } from '@catalog-sweep/core';
import { describe, expect, it, test } from '@jest/globals';
import { comparableCause } from '../../../packages/core/src/decisions/comparable-cause.ts';
import { aLogEntry } from '../builders.ts';

const cause = (parts: Partial<LogEntry>) => comparableCause(aLogEntry({ Outcome: 'UPDATE_FAILED', ...parts }));

describe('the cause of a failure, to compare', () => {
  test.each([
    {
      name: 'without the id of a request',
      errors:
        'Database (AWS::RDS::DBInstance): Cannot find version 8.0.28 for mysql (Service: Rds, Status Code: 400, Request ID: 5d1c0d5e-7a52-4f0f-9a6b-0d2f6d3b8c11)',
      is: 'Database (AWS::RDS::DBInstance): Cannot find version 8.0.28 for mysql (Service: Rds, Status Code: 400)',
    },
    {
      name: 'without the token of a handler',
      errors:
        'Service (AWS::ECS::Service): "it failed" (RequestToken: 2b6e7d0c-33d1-4a0e-8d7e-7f6f4f7b1a52, HandlerErrorCode: GeneralServiceException)',
      is: 'Service (AWS::ECS::Service): "it failed" (HandlerErrorCode: GeneralServiceException)',
    },
    {
      name: 'without accounts',
      errors: 'Role (AWS::IAM::Role): arn:aws:iam::111122223333:role/App exists',
      is: 'Role (AWS::IAM::Role): arn:aws:iam::…:role/App exists',
    },
    {
      name: 'without names of its own, but with words that merely contain them',
      errors: 'Bucket: db in SC-111122223333-pp-1 is not db-engine',
      is: 'Bucket: … in … is not db-engine',
    },
    {
      name: 'without times and records',
      errors: 'rec-b12a2bfd9974d ended on 2026-11-19 10:30:05.000 UTC: no space',
      is: '… ended on …: no space',
    },
  ])('is told $name', ({ errors, is }) => {
    expect(cause({ Errors: errors, ProvisionedProductName: 'db' })).toBe(is);
  });

  it('is what an earlier update failed by, not when and where that was told', () => {
    const reason =
      'the update to this version failed on 2026-11-19 10:30:05.000 UTC, by record rec-b12a2bfd9974d: no space';

    expect(cause({ Outcome: 'HELD', Errors: null, Reason: reason })).toBe('no space');
  });

  it('is the reason where there is no error, and the outcome where there is neither', () => {
    expect(cause({ Errors: null, Reason: 'its deadline passed' })).toBe('its deadline passed');
    expect(cause({ Errors: null, Reason: null })).toBe('UPDATE_FAILED');
  });

  it('is cut where it is very long', () => {
    const told = cause({ Errors: 'x'.repeat(4000) });

    expect(told).toHaveLength(300);
    expect(told.endsWith('…')).toBe(true);
  });
});
