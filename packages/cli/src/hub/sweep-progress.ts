import { workKeys, type Sweep } from '@catalog-sweep/core';
import type { SweepProgress } from '../sweep-place.ts';
import { mapRunsOf, type MapRun } from './executions.ts';
import type { HubConnection } from './hub-connection.ts';

/** What is known of a sweep that is under way. */
interface ProgressFacts {
  readonly sweepId: string;
  readonly now: number;
  /** Undefined until it is planned. */
  readonly sweep: Pick<Sweep, 'waves' | 'request'> | undefined;
  readonly mapRuns: readonly MapRun[];
  readonly targetsFailed: number;
  readonly updatesFailed: number;
}

/** The states of the Maps, by their labels. */
const STATES = {
  ScanTheTargets: 'Scan the targets',
  ExamineTheTargets: 'Examine the targets',
  UpdateTheProducts: 'Update the products',
} as const;

/** How far a sweep is. What its Maps do tells in which state it is: nothing else has to be asked. */
export function progressOf({
  sweepId,
  now,
  sweep,
  mapRuns,
  targetsFailed,
  updatesFailed,
}: ProgressFacts): SweepProgress {
  const runs = (label: keyof typeof STATES) => mapRuns.filter((run) => run.label === label);
  const sum = (some: readonly MapRun[], count: (run: MapRun) => number) =>
    some.reduce((total, run) => total + count(run), 0);
  const looks = [...runs('ScanTheTargets'), ...runs('ExamineTheTargets')];
  const updates = runs('UpdateTheProducts');
  const ended = sum(updates, (run) => run.ended);
  return {
    sweepId,
    phase: phaseOf({ sweep, mapRuns }),
    now,
    wavesPlanned: sweep?.waves.length ?? 0,
    wavesBegun: looks.length,
    targetsPlanned: sweep?.waves.reduce((total, { targets }) => total + targets, 0) ?? 0,
    targetsDone: sum(looks, (run) => run.ended),
    targetsFailed,
    updatesPlanned: sum(updates, (run) => run.total),
    updatesStarted: ended + sum(updates, (run) => run.running),
    updatesEnded: ended,
    updatesFailed,
  };
}

function phaseOf({ sweep, mapRuns }: Pick<ProgressFacts, 'sweep' | 'mapRuns'>): string {
  const last = mapRuns.at(-1);
  if (sweep === undefined || last === undefined) return 'Plan the sweep';
  if (last.ended < last.total && last.label in STATES) return STATES[last.label as keyof typeof STATES];
  if (last.label === 'ScanTheTargets') return sweep.request.mode === 'update' ? 'Plan the updates' : 'Close the wave';
  return last.label === 'UpdateTheProducts' ? 'Close the wave' : 'Finish the sweep';
}

/** Asks the hub how far a sweep is. */
export async function readProgress(
  hub: HubConnection,
  {
    sweepId,
    executionArn,
    sweep,
  }: { readonly sweepId: string; readonly executionArn: string; readonly sweep: Sweep | undefined },
): Promise<SweepProgress> {
  const mapRuns = await mapRunsOf(hub, executionArn);
  let targetsFailed = 0;
  for (const { name } of sweep?.waves ?? []) {
    const keys = await hub.work.list(workKeys.scans(sweepId, name));
    targetsFailed += keys.filter((key) => key.endsWith('/failed.json')).length;
  }
  const updatesFailed = (await hub.work.list(`${sweepId}/failures/`)).length;
  return progressOf({ sweepId, now: hub.clock.now(), sweep, mapRuns, targetsFailed, updatesFailed });
}
