import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LogEntry, TargetEntry } from '@catalog-sweep/core';
import { FaultInjector, type FaultPlan, type Organisation } from '@catalog-sweep/simulated-org';
import { openSimulatedPlace } from '../../packages/cli/src/places/simulated.ts';
import type { SweepProgress } from '../../packages/cli/src/sweep-place.ts';
import { groundTruthOf } from './ground-truth.ts';
import { verdictOn, type Verdict } from './invariants.ts';

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
  readonly status: string;
}

/** Sweeps an organisation in update mode while its faults happen, and holds the result against the invariants. */
export async function sweepUnderFaults({
  organisation,
  plan,
  seed,
  onProgress = () => {},
}: Chaos): Promise<ChaosResult> {
  const stateDirectory = mkdtempSync(join(tmpdir(), 'catalog-sweep-chaos-'));
  const injector = new FaultInjector(plan, seed);
  const { faults, functionFaults } = injector;
  const place = await openSimulatedPlace({ organisation, stateDirectory, faults, functionFaults });
  try {
    const { store } = place.simulated;
    const before = groundTruthOf(organisation, { store, time: place.clock.now() });
    const request = { contractVersion: 1, trigger: 'request', mode: 'update', retryFailed: false, fix: false } as const;
    const { summary } = await place.run(request, onProgress);
    const logs = join(stateDirectory, 'buckets', 'catalog-sweep-logs');
    const verdict = verdictOn({
      before,
      store,
      now: place.clock.now(),
      summary,
      entries: linesBelow(join(logs, 'ServiceCatalogLogs'), place.sweepId).map((line) => LogEntry.parse(line)),
      targets: linesBelow(join(logs, 'catalog-sweep', 'targets'), place.sweepId).map((line) => TargetEntry.parse(line)),
      injected: injector.injected(),
    });
    return {
      faultsInjected: injector.injected().length,
      byFault: injector.counts(),
      reconciled: summary.reconciled,
      status: summary.status,
      ...verdict,
    };
  } finally {
    await place.close();
    rmSync(stateDirectory, { recursive: true, force: true });
  }
}

function linesBelow(folder: string, sweepId: string): readonly unknown[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.includes(sweepId))
    .flatMap((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8').trimEnd().split('\n'))
    .filter((line) => line !== '')
    .map((line): unknown => JSON.parse(line));
}
