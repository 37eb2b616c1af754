import { describe, expect, it } from '@jest/globals';
import type { Clock } from '@catalog-sweep/core';
import { MAX_ATTEMPTS, retryOnClock } from '../../../packages/core/src/aws/retry-on-clock.ts';

/** A clock that jumps over every sleep and writes it down. */
function aJumpingClock(): Clock & { readonly sleeps: number[] } {
  let now = 0;
  const sleeps: number[] = [];
  return {
    sleeps,
    now: () => now,
    sleep: (milliseconds) => {
      sleeps.push(milliseconds);
      now += milliseconds;
      return Promise.resolve();
    },
    task: (work) => work(),
    waitFor: (others) => others,
  };
}

async function retryUntilRefused(
  clock: Clock,
  errorType: 'THROTTLING' | 'TRANSIENT' | 'CLIENT_ERROR',
  deadline: number,
) {
  const strategy = retryOnClock({ clock, invocation: { deadline, sessionName: 'sweep' }, region: 'eu-west-1' });
  let token = await strategy.acquireInitialRetryToken('');
  let retries = 0;
  try {
    for (;;) {
      token = await strategy.refreshRetryTokenForRetry(token, { errorType });
      retries += 1;
    }
  } catch (error) {
    return { retries, reason: (error as Error).message };
  }
}

describe('retries on the clock', () => {
  it('waits on the clock and gives up after six attempts in all', async () => {
    const clock = aJumpingClock();

    const { retries } = await retryUntilRefused(clock, 'THROTTLING', Infinity);

    expect(retries).toBe(MAX_ATTEMPTS - 1);
    expect(clock.sleeps).toHaveLength(5);
    for (const [attempt, slept] of clock.sleeps.entries()) expect(slept).toBeLessThanOrEqual(500 * 2 ** attempt);
  });

  it('waits the same for the same session, Region and attempt', async () => {
    const clocks = [aJumpingClock(), aJumpingClock()];

    for (const clock of clocks) await retryUntilRefused(clock, 'TRANSIENT', Infinity);

    expect(clocks[0]?.sleeps).toEqual(clocks[1]?.sleeps);
  });

  it('does not begin an attempt that would come after the deadline', async () => {
    const clock = aJumpingClock();

    const { reason } = await retryUntilRefused(clock, 'THROTTLING', 600);

    expect(reason).toBe('the deadline is too near for another attempt');
    expect(clock.now()).toBeLessThan(600);
  });

  it('does not repeat what the caller did wrong', async () => {
    const clock = aJumpingClock();

    const { retries } = await retryUntilRefused(clock, 'CLIENT_ERROR', Infinity);

    expect(retries).toBe(0);
  });
});
