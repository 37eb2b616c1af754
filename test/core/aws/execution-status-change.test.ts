import { FinishSweepCall, sweepIdOf } from '@catalog-sweep/core';
import { describe, expect, it, test } from '@jest/globals';

const STATE_MACHINE = 'arn:aws:states:eu-west-1:222222222222:stateMachine:CatalogSweep';
const STARTED = Date.parse('2026-11-26T22:00:00.123Z');
const detail = {
  executionArn: 'arn:aws:states:eu-west-1:222222222222:execution:CatalogSweep:20261126T220000Z-1a2b3c4d',
  stateMachineArn: STATE_MACHINE,
  name: '20261126T220000Z-1a2b3c4d',
  status: 'ABORTED',
  startDate: STARTED,
  stopDate: STARTED + 60_000,
  input: '{}',
  output: null,
  error: null,
  cause: null,
};

/** What EventBridge hands to the function, with what it adds to the state of the execution. */
function change(parts: object = {}): object {
  return {
    version: '0',
    id: '315c1398-40ff-a850-213b-158f73e60175',
    'detail-type': 'Step Functions Execution Status Change',
    source: 'aws.states',
    account: '222222222222',
    time: '2026-11-26T22:01:00Z',
    region: 'eu-west-1',
    resources: [detail.executionArn],
    detail: { ...detail, ...parts },
  };
}

describe('the status of an execution, as EventBridge tells it', () => {
  it('is what finish-sweep is called with', () => {
    const event = FinishSweepCall.parse(change());

    expect(event).toEqual({
      contractVersion: 1,
      sweepId: '20261126T220000Z-1a2b3c4d',
      executionStatus: 'ABORTED',
      cause: null,
      error: null,
      endedAt: STARTED + 60_000,
    });
  });

  it('names the sweep as the plan did, when the name of the execution is none of ours', () => {
    const { sweepId } = FinishSweepCall.parse(change({ name: 'd32c5kddcf5bb8c3' }));

    expect(sweepId).toBe(sweepIdOf({ name: 'd32c5kddcf5bb8c3', startedAt: STARTED }));
  });

  test.each([
    {
      name: 'of a function that threw',
      parts: { error: 'CatalogSweep.UsageError', cause: '{"errorMessage":"no Region eu-west-9","trace":[]}' },
      cause: 'no Region eu-west-9',
    },
    { name: 'of a time-out', parts: { error: 'States.Timeout' }, cause: 'States.Timeout' },
    { name: 'of somebody who gave a reason', parts: { cause: 'change freeze' }, cause: 'change freeze' },
  ])('has the cause $name in words', ({ parts, cause }) => {
    const event = FinishSweepCall.parse(change({ status: 'FAILED', ...parts }));

    expect(event.cause).toBe(cause);
  });

  test.each([
    { name: 'came to its own end', parts: { status: 'SUCCEEDED' }, says: /came to its own end, or did not end at all/ },
    { name: 'still runs', parts: { status: 'RUNNING', stopDate: null }, says: /did not end at all/ },
    {
      name: 'is a child of a Map',
      parts: { stateMachineArn: `${STATE_MACHINE}/ScanTheTargets` },
      says: /a child of a sweep and no sweep itself/,
    },
  ])('is refused of an execution that $name', ({ parts, says }) => {
    const { error } = FinishSweepCall.safeParse(change(parts));

    expect(error?.issues.map(({ message }) => message).join()).toMatch(says);
  });

  it('is refused when it is another event', () => {
    const { error } = FinishSweepCall.safeParse({ ...change(), 'detail-type': 'Scheduled Event' });

    expect(error?.issues).toMatchObject([{ path: ['detail-type'] }]);
  });

  it('leaves the own event of finish-sweep as it is', () => {
    const own = { contractVersion: 1, sweepId: detail.name, executionStatus: 'RUNNING', cause: null, error: null };

    expect(FinishSweepCall.parse(own)).toEqual(own);
  });
});
