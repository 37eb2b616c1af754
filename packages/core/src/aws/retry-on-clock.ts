import { createHash } from 'node:crypto';
import type { RetryErrorInfo, RetryStrategyV2, RetryToken } from '@smithy/types';
import type { Clock } from '../clock.ts';
import type { Invocation } from './connections.ts';

/** Attempts in all. With 500 ms doubled, five waits of a throttled call add up to at most 15.5 s; what lasts longer the state machine retries. */
export const MAX_ATTEMPTS = 6;

const FIRST_DELAY = { THROTTLING: 500, TRANSIENT: 100 };
const LONGEST_DELAY = 20_000;

/**
 * The SDK's standard retries (exponential back-off from 100 ms, or 500 ms when throttled, at most 20 s, with full jitter), but waiting on the
 * Clock, and never beyond the invocation's deadline. The jitter is a hash of session, Region and attempt: it spreads the callers, and
 * the same sweep waits the same.
 *
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
 */
export function retryOnClock({
  clock,
  invocation,
  region,
}: {
  readonly clock: Clock;
  readonly invocation: Invocation;
  readonly region: string;
}): RetryStrategyV2 {
  return {
    acquireInitialRetryToken: () => Promise.resolve(tokenAfter(0)),
    async refreshRetryTokenForRetry(token: RetryToken, { errorType, retryAfterHint }: RetryErrorInfo) {
      const retries = token.getRetryCount();
      if (errorType !== 'THROTTLING' && errorType !== 'TRANSIENT') throw new Error('not retryable');
      if (retries + 1 >= MAX_ATTEMPTS) throw new Error('no attempts left');
      const longest = Math.min(LONGEST_DELAY, FIRST_DELAY[errorType] * 2 ** retries);
      const jittered = longest * fraction(`${invocation.sessionName}/${region}/${retries}`);
      const delay = Math.round(Math.max(jittered, (retryAfterHint?.getTime() ?? 0) - clock.now()));
      if (clock.now() + delay >= invocation.deadline) throw new Error('the deadline is too near for another attempt');
      await clock.sleep(delay, invocation.signal);
      return tokenAfter(retries + 1);
    },
    // A bucket of retries as in the SDK would spread one account's failures over the others that the process serves.
    recordSuccess: () => {},
  };
}

/** The SDK waits for the token's delay on its own timers; ours has been waited for already. */
function tokenAfter(retries: number): RetryToken {
  return { getRetryCount: () => retries, getRetryDelay: () => 0 };
}

/** A number from 0 up to 1 that follows from the text. */
function fraction(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE(0) / 2 ** 32;
}
