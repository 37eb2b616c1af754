import { describe, expect, it, test } from '@jest/globals';
import { AwsError, type AwsErrorKind } from '@catalog-sweep/core';
import { decideRefusal } from '../../../packages/core/src/decisions/refusal.ts';
import { aPlannedUpdate } from '../builders.ts';

const context = { update: aPlannedUpdate(), launchRoleArn: 'arn:aws:iam::111122223333:role/Launch', now: 7 };

function anError(kind: AwsErrorKind, message = 'no'): AwsError {
  return new AwsError({ kind, operation: 'servicecatalog:UpdateProvisionedProduct', code: 'Some', message });
}

describe('an update that AWS does not begin', () => {
  test.each<{ kind: AwsErrorKind }>([
    { kind: 'THROTTLED' },
    { kind: 'UNAVAILABLE' },
    { kind: 'TIMED_OUT' },
    { kind: 'UNKNOWN' },
  ])('promise 6: $kind does not say whether it began, so it is no end', ({ kind }) => {
    const end = decideRefusal(anError(kind), context);

    expect(end).toBeUndefined();
  });

  it("fails with AWS's words", () => {
    const end = decideRefusal(anError('INVALID_REQUEST', 'Parameters: [X] must have values'), context);

    expect(end).toMatchObject({
      outcome: 'UPDATE_FAILED',
      reason: expect.stringContaining('Parameters: [X] must have values'),
      errors: expect.stringContaining('Parameters: [X] must have values'),
      recordId: null,
      endedAt: 7,
    });
  });

  it('promise 9: says whose rights were used when there is no launch role', () => {
    const end = decideRefusal(anError('ACCESS_DENIED'), { ...context, launchRoleArn: null });

    expect(end?.reason).toContain('it has no launch role');
  });

  it('promise 9: says nothing of rights when there is a launch role', () => {
    const end = decideRefusal(anError('ACCESS_DENIED'), context);

    expect(end?.reason).not.toContain('launch role');
  });

  test.each<{ kind: AwsErrorKind }>([{ kind: 'NOT_FOUND' }, { kind: 'INVALID_REQUEST' }])(
    'promise 5: $kind about launch paths is NO_LAUNCH_PATH, since the update role lacks what the read role has',
    ({ kind }) => {
      const end = decideRefusal(anError(kind, 'No launch paths found for resource: prod-mysql'), context);

      expect(end?.outcome).toBe('NO_LAUNCH_PATH');
    },
  );

  it('is UNDER_CHANGE when another operation came first', () => {
    const end = decideRefusal(anError('CONFLICT'), context);

    expect(end?.outcome).toBe('UNDER_CHANGE');
  });
});
