import { describe, expect, it, test } from '@jest/globals';
import { invocationFacts } from '../../packages/hub/src/invocation-facts.ts';
import { anUpdateEnd, aPlannedUpdate, aTarget, SWEEP_ID } from '../core/builders.ts';

describe('what a log line says of an invocation', () => {
  test.each([
    { name: 'of a target', event: { sweepId: SWEEP_ID, wave: 'rest', target: aTarget() } },
    { name: 'of an update', event: { sweepId: SWEEP_ID, wave: 'rest', update: aPlannedUpdate() } },
  ])('is which sweep, wave, account and Region, in an event $name', ({ event }) => {
    const facts = invocationFacts(event, undefined);

    expect(facts).toEqual({ sweepId: SWEEP_ID, wave: 'rest', account: '111122223333', region: 'eu-west-1' });
  });

  it('is the sweep of the result where the event cannot know it', () => {
    const facts = invocationFacts(
      { executionName: 'by-hand' },
      { kind: 'planned', sweepId: SWEEP_ID, waves: [{}, {}] },
    );

    expect(facts).toMatchObject({ sweepId: SWEEP_ID, result: { kind: 'planned', waves: 2 } });
  });

  it('is numbers and codes of the result, and no name, key or reason', () => {
    const end = anUpdateEnd({
      outcome: 'UPDATE_FAILED',
      reason: 'Parameter DbPassword is hunter2',
      startedAt: 5,
      endedAt: 7,
    });

    const { result } = invocationFacts({}, { kind: 'ended', end });

    expect(result).toEqual({ kind: 'ended', end: { outcome: 'UPDATE_FAILED', startedAt: 5, endedAt: 7 } });
  });

  it('is little of an event of another shape', () => {
    const facts = invocationFacts('what?', null);

    expect(JSON.stringify(facts)).toBe('{}');
  });
});
