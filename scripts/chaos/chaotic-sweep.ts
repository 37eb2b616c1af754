import { AwsError, UsageError, type SweepId, type SweepSummary } from '@catalog-sweep/core';
import { FaultInjector, type FaultPlan, type Organisation } from '@catalog-sweep/simulated-org';
import type { SimulatedPlace } from '../../packages/cli/src/places/simulated.ts';
import { SweepFailedError, type SweepProgress } from '../../packages/cli/src/sweep-place.ts';
import { groundTruthOf, updatesSince } from './ground-truth.ts';
import { verdictOn, type Verdict } from './invariants.ts';
import { logsOf } from './logs.ts';
import { withPlace, withStateFolder } from './state-folder.ts';

export interface Chaos {
  readonly organisation: Organisation;
  readonly plan: FaultPlan;
  readonly seed: number;
  readonly onProgress?: (progress: SweepProgress) => void;
}

/** What came of a sweep under faults. */
export interface ChaosResult extends Verdict {
  readonly faultsInjected: number;
  readonly byFault: ReturnType<FaultInjector['counts']>;
  readonly reconciled: boolean;
  /** The sweep's; NOT_PLANNED when faults kept it from beginning. */
  readonly status: SweepSummary['status'] | 'NOT_PLANNED';
}

const REQUEST = { contractVersion: 1, trigger: 'request', mode: 'update', retryFailed: false, fix: false } as const;

/**
 * Sweeps an organisation in update mode while its faults happen, and holds the result against the invariants. A sweep whose end the faults prevented is finished
 * afterwards, as the hub's watchdog does it.
 */
export async function sweepUnderFaults({
  organisation,
  plan,
  seed,
  onProgress = () => {},
}: Chaos): Promise<ChaosResult> {
  const injector = new FaultInjector(plan, seed);
  let isOver = false;
  return withStateFolder((stateDirectory) =>
    withPlace(
      {
        organisation,
        stateDirectory,
        faults: (request) => (isOver ? undefined : injector.faults(request)),
        functionFaults: (call) => (isOver ? undefined : injector.functionFaults(call)),
      },
      async (place) => {
        const { store } = place.simulated;
        const before = groundTruthOf(organisation, { store, time: place.clock.now() });
        const summary = await summaryOf(
          place,
          () => {
            isOver = true;
          },
          onProgress,
        );
        const met = { faultsInjected: injector.injected().length, byFault: injector.counts() };
        if (summary === undefined) {
          const updates = updatesSince(store, before.time).map(({ provisionedProductId }) => provisionedProductId);
          return { ...met, ...nothingBegun(updates), status: 'NOT_PLANNED', reconciled: updates.length === 0 };
        }
        const { reconciled, status } = summary;
        const verdict = verdictOn({
          before,
          store,
          now: place.clock.now(),
          summary,
          ...logsOf(stateDirectory, place.sweepId),
          injected: injector.injected(),
        });
        return { ...met, reconciled, status, ...verdict };
      },
    ),
  );
}

async function summaryOf(
  place: SimulatedPlace,
  endFaults: () => void,
  onProgress: (progress: SweepProgress) => void,
): Promise<SweepSummary | undefined> {
  const ended = await place.run(REQUEST, onProgress).catch((error: unknown) => {
    // A fault may keep a sweep from beginning, or meet whoever asked for it and reads its summary.
    if (error instanceof SweepFailedError || error instanceof UsageError || error instanceof AwsError) return undefined;
    throw error;
  });
  if (ended?.summary.reconciled === true) return ended.summary;
  endFaults();
  return finish(place, place.sweepId);
}

/** Finishes a sweep by hand; undefined when none of that id was planned. */
export async function finish(place: SimulatedPlace, sweepId: SweepId): Promise<SweepSummary | undefined> {
  try {
    const { summary } = await place.finish(sweepId);
    return summary;
  } catch (error) {
    if (error instanceof UsageError) return undefined;
    throw error;
  }
}

/** A sweep that was never planned has no lines; it must not have updated anything. */
function nothingBegun(updates: readonly string[]): Verdict {
  return {
    lost: updates.length,
    doubled: 0,
    invariants: { 'a sweep that was not planned updates nothing': updates.length === 0 },
    problems: updates.map((id) => `${id} was updated by a sweep that was never planned`),
  };
}
