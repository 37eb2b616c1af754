import { versionFailureOf } from '../contract/keys.ts';
import type { Outcome } from '../contract/outcome.ts';
import type { PlannedUpdate, StopMark, Sweep, UpdateEnd } from '../contract/payloads.ts';

export interface Brake {
  readonly outcome: Outcome;
  readonly reason: string;
}

const MINUTE = 60_000;

/**
 * Whether a planned update may still begin; undefined when it may. `failureKeys` are the marks of the updates to the same version
 * that failed in this sweep.
 *
 * A mark that was set in this very millisecond does not count: whether it can be seen already depends on who came first, and on a
 * simulated clock, where thousands of things share a millisecond, the same sweep would not come out the same twice.
 */
export function decideBrake(
  update: PlannedUpdate,
  {
    now,
    sweep,
    stop,
    failureKeys,
  }: { now: number; sweep: Sweep; stop: StopMark | undefined; failureKeys: readonly string[] },
): Brake | undefined {
  return stopBrake(stop, now) ?? windowBrake(sweep, now) ?? quarantineBrake(update, { now, sweep, failureKeys });
}

/** A stop from the future counts: the clock of the machine that asked for it is ahead of ours. */
export function stopBrake(stop: StopMark | undefined, now: number): Brake | undefined {
  if (stop === undefined || stop.requestedAt === now) return undefined;
  return { outcome: 'STOPPED', reason: `the sweep was asked to stop: ${stop.reason}` };
}

function windowBrake({ startedAt, configuration }: Sweep, now: number): Brake | undefined {
  const minutes = configuration.updateWindowMinutes;
  if (minutes === null || now < startedAt + minutes * MINUTE) return undefined;
  return { outcome: 'STOPPED', reason: `the sweep's window for updates, ${minutes} minutes, was over` };
}

/** Counts provisioned products, not marks: one that was logged twice is still one. */
function quarantineBrake(
  { to }: PlannedUpdate,
  { now, sweep, failureKeys }: { now: number; sweep: Sweep; failureKeys: readonly string[] },
): Brake | undefined {
  const earlier = failureKeys.map(versionFailureOf).filter(({ at }) => at < now);
  const failed = [...new Set(earlier.map(({ provisionedProductId }) => provisionedProductId))];
  if (failed.length < sweep.configuration.stopAfterFailures) return undefined;
  return {
    outcome: 'QUARANTINED',
    reason: `version ${to.name} failed on ${failed.length} provisioned products in this sweep: ${failed.join(', ')}`,
  };
}

/**
 * Whether an end counts against the version. Only what AWS really tried does: an account that refuses the update role would otherwise
 * quarantine a good version for all the others.
 */
export function speaksAgainstVersion({ outcome, recordId }: UpdateEnd): boolean {
  return (outcome === 'UPDATE_FAILED' || outcome === 'UPDATE_TIMED_OUT') && recordId !== null;
}
