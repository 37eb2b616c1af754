import { setImmediate as nextTurn } from 'node:timers/promises';
import { SimulatedClock, WallClock } from '@catalog-sweep/simulated-org';
import { describe, expect, it } from '@jest/globals';

/** Longer than any of this takes on a busy machine, and far shorter than the sleeps. */
const A_WHILE = 20_000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

describe('the simulated clock', () => {
  it('jumps to the end of a sleep', async () => {
    const clock = new SimulatedClock(0);
    const before = Date.now();

    await clock.task(() => clock.sleep(30 * DAY));

    expect(clock.now()).toBe(30 * DAY);
    expect(Date.now() - before).toBeLessThan(A_WHILE);
  });

  it('goes from one sleeper to the next, in the order of their times', async () => {
    const clock = new SimulatedClock(0);
    const woken: string[] = [];
    const sleeper = (name: string, milliseconds: number) =>
      clock.task(async () => {
        await clock.sleep(milliseconds);
        woken.push(`${name} at ${clock.now()}`);
      });

    await Promise.all([sleeper('c', 300), sleeper('a', 100), sleeper('b', 200)]);

    expect(woken).toEqual(['a at 100', 'b at 200', 'c at 300']);
  });

  it('stands still while a task works, whatever that waits for', async () => {
    const clock = new SimulatedClock(0);
    let atWork = 0;

    await Promise.all([
      clock.task(() => clock.sleep(HOUR)),
      clock.task(async () => {
        for (let turn = 0; turn < 20; turn += 1) await nextTurn();
        atWork = clock.now();
      }),
    ]);

    expect(atWork).toBe(0);
    expect(clock.now()).toBe(HOUR);
  });

  it('wakes all of an equal time together, before any of them sleeps again', async () => {
    const clock = new SimulatedClock(0);
    const seen: number[] = [];
    const sleeper = () =>
      clock.task(async () => {
        await clock.sleep(100);
        seen.push(clock.now());
        await clock.sleep(50);
        seen.push(clock.now());
      });

    await Promise.all([sleeper(), sleeper(), sleeper()]);

    expect(seen).toEqual([100, 100, 100, 150, 150, 150]);
  });

  it('lets time pass for others while a task waits for them', async () => {
    const clock = new SimulatedClock(0);

    const time = await clock.task(async () => {
      const other = clock.task(() => clock.sleep(HOUR));
      await clock.waitFor(other);
      return clock.now();
    });

    expect(time).toBe(HOUR);
  });

  it('counts a task that failed as one that is no longer at work', async () => {
    const clock = new SimulatedClock(0);

    const results = await Promise.allSettled([
      clock.task(() => clock.sleep(HOUR)),
      clock.task(() => Promise.reject(new Error('no'))),
    ]);

    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(clock.now()).toBe(HOUR);
  });

  it('ends a sleep at once when it is aborted, without an error and without a jump', async () => {
    const clock = new SimulatedClock(0);
    const aborting = new AbortController();

    const time = await clock.task(async () => {
      const sleeping = clock.task(async () => {
        await clock.sleep(HOUR, aborting.signal);
        return clock.now();
      });
      await nextTurn();
      aborting.abort();
      return sleeping;
    });

    expect(time).toBe(0);
  });

  it('does not sleep for one who was aborted before, or for no time at all', async () => {
    const clock = new SimulatedClock(0);

    await clock.sleep(HOUR, AbortSignal.abort());
    await clock.sleep(0);
    await clock.sleep(-5);

    expect(clock.now()).toBe(0);
  });

  it('goes forward to a time, and never back', () => {
    const clock = new SimulatedClock(100);

    clock.catchUp(300);
    clock.catchUp(200);

    expect(clock.now()).toBe(300);
  });
});

describe('the wall clock', () => {
  it('starts where it is told, and goes as much faster as it is told', async () => {
    const clock = new WallClock({ start: 0, speed: 3600 });
    const before = Date.now();

    await clock.sleep(HOUR / 20);

    const real = Date.now() - before;
    // The real sleep is 50 ms; timers may be a millisecond early, and late on a busy machine.
    expect(real).toBeGreaterThanOrEqual(45);
    expect(clock.now()).toBeGreaterThanOrEqual(45 * 3600);
    expect(clock.now()).toBeLessThanOrEqual((Date.now() - before + 1) * 3600);
  });

  it('tells the time of the machine unless told otherwise', () => {
    const clock = new WallClock();

    const difference = Math.abs(clock.now() - Date.now());

    expect(difference).toBeLessThan(A_WHILE);
  });

  it('sleeps through a month, which is longer than a timer can be', async () => {
    const clock = new WallClock();
    const aborting = new AbortController();
    let over = false;

    const sleeping = clock.sleep(30 * DAY, aborting.signal).then(() => {
      over = true;
    });
    await new WallClock().sleep(30);
    const overEarly = over;
    aborting.abort();
    await sleeping;

    expect(overEarly).toBe(false);
  });

  it('ends a sleep at once when it is aborted, without an error', async () => {
    const clock = new WallClock();
    const aborting = new AbortController();
    const before = Date.now();

    const sleeping = Promise.all([clock.sleep(HOUR, aborting.signal), clock.sleep(HOUR, AbortSignal.abort())]);
    aborting.abort();
    await sleeping;

    expect(Date.now() - before).toBeLessThan(A_WHILE);
  });
});
