import type { TargetFailure } from '../contract/payloads.ts';
import { caughtErrorText } from './caught-error.ts';

/** What Lambda and Step Functions call a function that ran out of time. */
const OUT_OF_TIME = new Set(['Sandbox.Timedout', 'States.Timeout']);

/** Why a target could not be swept, from the error that the state machine caught: its code without our prefix, and its real reason. */
export function targetFailureOf(error: { readonly Error: string; readonly Cause: string }): TargetFailure {
  const code = OUT_OF_TIME.has(error.Error) ? 'TIMED_OUT' : error.Error.replace(/^CatalogSweep\./, '');
  const text = caughtErrorText(error);
  // AWS only says that it does not know the credentials there; what it says to those of an account that was suspended meanwhile is unverified.
  return {
    error: code,
    reason:
      code === 'REGION_NOT_ENABLED'
        ? `the Region is not enabled in the account, or the account is no longer active: ${text}`
        : text,
  };
}
