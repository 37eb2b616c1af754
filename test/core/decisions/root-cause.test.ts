import { describe, expect, it, test } from '@jest/globals';
import {
  firstFailure,
  nestedStackOf,
  rootCauseText,
  type StackEvent,
} from '../../../packages/core/src/decisions/root-cause.ts';

const STACK = 'arn:aws:cloudformation:eu-west-1:111122223333:stack/SC-1/abc';

function anEvent(parts: Partial<StackEvent>): StackEvent {
  return {
    at: 0,
    stackId: STACK,
    logicalId: 'Instance',
    physicalId: 'orders',
    resourceType: 'AWS::RDS::DBInstance',
    status: 'UPDATE_FAILED',
    reason: 'the parameter group is in use',
    ...parts,
  };
}

describe('the root cause of a failed update', () => {
  it('is the earliest failed resource, not the cancellations and the rollback that follow from it', () => {
    const newestFirst = [
      anEvent({ at: 6, logicalId: 'SC-1', physicalId: STACK, status: 'UPDATE_ROLLBACK_FAILED' }),
      anEvent({ at: 5, logicalId: 'Alarm', status: 'UPDATE_FAILED', reason: 'cannot go back' }),
      anEvent({ at: 4, logicalId: 'SC-1', physicalId: STACK, status: 'UPDATE_ROLLBACK_IN_PROGRESS' }),
      anEvent({ at: 3, logicalId: 'Alarm', reason: 'Resource update cancelled' }),
      anEvent({ at: 2, logicalId: 'Instance' }),
      anEvent({ at: 1, logicalId: 'Instance', status: 'UPDATE_IN_PROGRESS', reason: null }),
    ];

    const failure = firstFailure(newestFirst);

    expect(failure).toEqual(newestFirst[4]);
  });

  test.each([
    { name: 'a cancelled update', event: anEvent({ reason: 'Resource update cancelled' }) },
    {
      name: 'a cancelled creation',
      event: anEvent({ status: 'CREATE_FAILED', reason: 'Resource creation cancelled' }),
    },
    {
      name: 'the failure of the stack itself',
      event: anEvent({ physicalId: STACK, resourceType: 'AWS::CloudFormation::Stack' }),
    },
    { name: 'a step that went well', event: anEvent({ status: 'UPDATE_COMPLETE' }) },
  ])('is never $name', ({ event }) => {
    const failure = firstFailure([event]);

    expect(failure).toBeUndefined();
  });

  test.each([{ status: 'CREATE_FAILED' }, { status: 'UPDATE_FAILED' }, { status: 'DELETE_FAILED' }])(
    'may be a resource that is $status',
    ({ status }) => {
      const event = anEvent({ status });

      const failure = firstFailure([event]);

      expect(failure).toEqual(event);
    },
  );

  it('is looked for in the nested stack that failed', () => {
    const nested = anEvent({ resourceType: 'AWS::CloudFormation::Stack', physicalId: `${STACK}-nested` });

    expect(nestedStackOf(nested)).toBe(`${STACK}-nested`);
    expect(nestedStackOf(anEvent({}))).toBeUndefined();
  });

  it('is told with its logical ids from the outermost stack, its type and its reason', () => {
    const text = rootCauseText(['Database', 'Instance'], anEvent({}));

    expect(text).toBe('Database/Instance (AWS::RDS::DBInstance): the parameter group is in use');
  });

  it('is told by its status when it has no reason', () => {
    const text = rootCauseText(['Instance'], anEvent({ reason: null }));

    expect(text).toBe('Instance (AWS::RDS::DBInstance): UPDATE_FAILED');
  });
});
