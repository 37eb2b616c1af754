import { describe, expect, it, test } from '@jest/globals';
import { workKeys } from '@catalog-sweep/core';
import { decideBrake, speaksAgainstVersion, stopBrake } from '../../../packages/core/src/decisions/update-brakes.ts';
import { anUpdateEnd, aPlannedUpdate, aSweep, SWEEP_ID, SWEEP_START } from '../builders.ts';

const now = SWEEP_START + 10 * 60_000;
const update = aPlannedUpdate();
const failureAt = (at: number, provisionedProductId: string) =>
  workKeys.versionFailure(SWEEP_ID, update.to.id, at, provisionedProductId);

describe('promise 10: the brakes before an update', () => {
  it('lets an update begin when nothing speaks against it', () => {
    const brake = decideBrake(update, { now, sweep: aSweep(), stop: undefined, failureKeys: [] });

    expect(brake).toBeUndefined();
  });

  it('stops with the reason of who asked for it', () => {
    const stop = { requestedAt: now - 1, reason: 'change freeze' };

    const brake = decideBrake(update, { now, sweep: aSweep(), stop, failureKeys: [] });

    expect(brake).toEqual({ outcome: 'STOPPED', reason: 'the sweep was asked to stop: change freeze' });
  });

  test.each([
    { name: 'set earlier counts', requestedAt: now - 1, stops: true },
    {
      name: 'set in this very millisecond does not count, so that a simulated sweep repeats',
      requestedAt: now,
      stops: false,
    },
    { name: 'from a clock that is ahead counts', requestedAt: now + 5_000, stops: true },
  ])('a stop mark $name', ({ requestedAt, stops }) => {
    const brake = stopBrake({ requestedAt, reason: 'x' }, now);

    expect(brake !== undefined).toBe(stops);
  });

  test.each([
    { name: 'before its end', minutes: 11, outcome: undefined },
    { name: 'at its end', minutes: 10, outcome: 'STOPPED' },
    { name: 'after its end', minutes: 5, outcome: 'STOPPED' },
    { name: 'without an end', minutes: null, outcome: undefined },
  ])('the window for updates, $name', ({ minutes, outcome }) => {
    const sweep = aSweep({ configuration: { updateWindowMinutes: minutes } });

    const brake = decideBrake(update, { now, sweep, stop: undefined, failureKeys: [] });

    expect(brake?.outcome).toBe(outcome);
  });

  it('quarantines a version that failed on enough provisioned products, and names them', () => {
    const failureKeys = [failureAt(now - 3, 'pp-a'), failureAt(now - 2, 'pp-b'), failureAt(now - 1, 'pp-c')];

    const brake = decideBrake(update, { now, sweep: aSweep(), stop: undefined, failureKeys });

    expect(brake).toEqual({
      outcome: 'QUARANTINED',
      reason: 'version v2 failed on 3 provisioned products in this sweep: pp-a, pp-b, pp-c',
    });
  });

  test.each([
    { name: 'too few failures', failureKeys: [failureAt(now - 2, 'pp-a'), failureAt(now - 1, 'pp-b')] },
    {
      name: 'a failure of this very millisecond',
      failureKeys: [failureAt(now - 2, 'pp-a'), failureAt(now - 1, 'pp-b'), failureAt(now, 'pp-c')],
    },
    {
      name: 'one provisioned product that was marked twice',
      failureKeys: [failureAt(now - 3, 'pp-a'), failureAt(now - 2, 'pp-a'), failureAt(now - 1, 'pp-b')],
    },
  ])('does not quarantine for $name', ({ failureKeys }) => {
    const brake = decideBrake(update, { now, sweep: aSweep(), stop: undefined, failureKeys });

    expect(brake).toBeUndefined();
  });

  it('takes the number of failures from the configuration', () => {
    const sweep = aSweep({ configuration: { stopAfterFailures: 1 } });

    const brake = decideBrake(update, { now, sweep, stop: undefined, failureKeys: [failureAt(now - 1, 'pp-a')] });

    expect(brake?.outcome).toBe('QUARANTINED');
  });
});

describe('promise 10: what counts against a version', () => {
  test.each([
    { name: 'a failure on AWS', end: anUpdateEnd({ outcome: 'UPDATE_FAILED' }), counts: true },
    { name: 'an update past its deadline', end: anUpdateEnd({ outcome: 'UPDATE_TIMED_OUT' }), counts: true },
    {
      name: 'a failure before AWS began (promise 1: one account without the role quarantines nothing)',
      end: anUpdateEnd({ outcome: 'UPDATE_FAILED', recordId: null }),
      counts: false,
    },
    { name: 'a success', end: anUpdateEnd(), counts: false },
    { name: 'nothing to change', end: anUpdateEnd({ outcome: 'NO_CHANGE' }), counts: false },
    { name: 'a stopped update', end: anUpdateEnd({ outcome: 'STOPPED' }), counts: false },
  ])('$name: $counts', ({ end, counts }) => {
    const against = speaksAgainstVersion(end);

    expect(against).toBe(counts);
  });
});
