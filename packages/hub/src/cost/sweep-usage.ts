import { FUNCTION_MEMORY } from '../functions.ts';

/** How large an organisation is, and how often it is swept. */
export interface Workload {
  readonly accounts: number;
  readonly regions: number;
  /** Provisioned products in each target. */
  readonly productsPerTarget: number;
  readonly updatesPerSweep: number;
  /** How long an update takes, in minutes. */
  readonly updateMinutes: number;
  readonly sweepsPerMonth: number;
}

/** What one sweep uses of what is paid for. */
export interface SweepUsage {
  readonly stateTransitions: number;
  readonly invocations: number;
  readonly gigabyteSeconds: number;
  readonly s3Writes: number;
  readonly s3Reads: number;
  readonly logBytes: number;
  readonly traces: number;
}

/** States outside of the Maps, for one wave: from `Plan the sweep` to `Finish the sweep`, `Take the next wave` twice. */
const STATES_OF_A_SWEEP = 11;
/** Scan the target, Scanned to its end?, The target is scanned. */
const STATES_OF_A_SCAN = 3;
/** Start the update, Under way?, Log the update; each look adds Wait, Check, Finished?. */
const STATES_OF_AN_UPDATE = 3;
const STATES_OF_A_LOOK = 3;

/** plan-sweep, plan-updates, close-wave, finish-sweep. */
const FUNCTIONS_OF_A_SWEEP = 4;

/** send-digest, write-dashboard. */
const FUNCTIONS_OF_ITS_NEWS = 2;

/**
 * Assumed, because nothing of it can be measured without AWS: an AWS call takes 0.2 s; a scan of a target makes five and one more for each
 * provisioned product that is behind; a function that goes over the whole sweep takes a minute; the others a second.
 */
const SECONDS = { call: 0.2, whole: 60, small: 1 };
const CALLS_OF_A_SCAN = 5;
/** Bytes that an invocation logs: one line of ours and three of Lambda's. */
const LOG_BYTES_OF_AN_INVOCATION = 1_500;

/** Bytes of a line of the products log; `sweep` on the example organisation writes lines of 900 to 1,300. */
export const BYTES_OF_A_LINE = 1_200;

/** Counts what a sweep uses. */
export function sweepUsage(workload: Workload): SweepUsage {
  const { accounts, regions, updatesPerSweep: updates, updateMinutes } = workload;
  const targets = accounts * regions;
  const looks = looksAt(updateMinutes * 60);
  const checks = updates * looks;
  const invocations = FUNCTIONS_OF_A_SWEEP + FUNCTIONS_OF_ITS_NEWS + targets + 2 * updates + checks;
  const scanning = (targets * CALLS_OF_A_SCAN + updates) * SECONDS.call;
  const updating = (2 * updates + checks) * SECONDS.small;
  const megabyteSeconds =
    FUNCTIONS_OF_A_SWEEP * SECONDS.whole * FUNCTION_MEMORY['close-wave'] +
    SECONDS.whole * (FUNCTION_MEMORY['send-digest'] + FUNCTION_MEMORY['write-dashboard']) +
    scanning * FUNCTION_MEMORY['scan-target'] +
    updating * FUNCTION_MEMORY['check-update'];
  return {
    stateTransitions:
      STATES_OF_A_SWEEP + targets * STATES_OF_A_SCAN + updates * STATES_OF_AN_UPDATE + checks * STATES_OF_A_LOOK,
    invocations,
    gigabyteSeconds: megabyteSeconds / 1024,
    // A part and a result file for each scan; intent and end for each update.
    s3Writes: 20 + targets * 2 + updates * 2,
    // A scan reads the stop mark, the sweep and the catalogue, and closing the wave reads its part; an update reads about as much at each step.
    s3Reads: 40 + targets * 4 + updates * 8 + checks,
    logBytes: invocations * LOG_BYTES_OF_AN_INVOCATION,
    traces: 1 + targets + updates,
  };
}

/** How often an update is looked at until it has ended: after 15 s, 30 s, 60 s … and then every 5 minutes, as sweep.asl.yaml waits. */
export function looksAt(seconds: number): number {
  let looks = 0;
  for (let waited = 0; waited < seconds; looks += 1) waited += Math.min(300, 15 * 2 ** looks);
  return Math.max(1, looks);
}
