import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { fileURLToPath } from 'node:url';
import { readOrganisation, type Organisation } from '@catalog-sweep/simulated-org';
import type { SimulatedPlace, SimulatedSweep } from '../../packages/cli/src/places/simulated.ts';
import { finish } from '../chaos/chaotic-sweep.ts';
import { groundTruthOf, updatesSince, type GroundTruth } from '../chaos/ground-truth.ts';
import { verdictOn } from '../chaos/invariants.ts';
import { logsOf } from '../chaos/logs.ts';
import { withPlace, withStateFolder } from '../chaos/state-folder.ts';

const CHILD = fileURLToPath(new URL('killed-sweep.ts', import.meta.url));
const REQUEST = { contractVersion: 1, trigger: 'request', mode: 'update', retryFailed: false, fix: false } as const;

/** A request of a sweep, in whose middle its process may die. */
export interface KillPoint {
  /** Counted from 1. */
  readonly number: number;
  /** Who asked for what: `CatalogSweepScanTarget sts:AssumeRole`. */
  readonly what: string;
}

/** What came of a sweep that was killed. */
export interface KillResult {
  readonly point: KillPoint;
  /** Whether its targets were planned by then; if not, there was nothing to finish. */
  readonly planned: boolean;
  /** What contradicts the promises: of the killed sweep once it was finished, and of the next one. */
  readonly problems: readonly string[];
}

interface ChildRun {
  readonly signal: string | null;
  /** Its sweep, and the requests that it made. */
  readonly sweepId: string;
  readonly requests: readonly string[];
}

/** Every request that a sweep of an organisation makes, in the order of one run. */
export async function killPointsOf(organisationFile: string): Promise<readonly KillPoint[]> {
  const { requests } = await withStateFolder((folder) => runChild([organisationFile, folder, '0']));
  return requests.map((what, index) => ({ number: index + 1, what }));
}

/**
 * Kills a sweep at a point, finishes it as `catalog-sweep finish` does, sweeps once more, and holds both against the invariants: nothing updated twice, every
 * planned target and provisioned product exactly one line, all reconciled.
 */
export function killAt({ number }: { readonly number: number }, organisationFile: string): Promise<KillResult> {
  const organisation = readOrganisation(organisationFile);
  return withStateFolder(async (stateDirectory) => {
    const settings = { organisation, stateDirectory };
    const before = await withPlace(settings, (place) => Promise.resolve(truthAt(place, organisation)));
    const { signal, sweepId, requests } = await runChild([organisationFile, stateDirectory, String(number)]);
    // Requests that are under way at once come in another order in each run.
    const point = { number, what: requests[number - 1] ?? 'none' };
    if (signal !== 'SIGKILL') return { point, planned: false, problems: ['it came to its end before'] };
    return withPlace(settings, async (place) => {
      const killed = await finishKilled(place, { sweepId, before, stateDirectory });
      const next = await sweepAgain(place, { organisation, stateDirectory });
      return { point, planned: killed.planned, problems: [...killed.problems, ...next] };
    });
  });
}

function runChild(args: readonly string[]): Promise<ChildRun> {
  return promisify(execFile)(process.execPath, [CHILD, ...args], { maxBuffer: 2 ** 26 }).then(
    ({ stdout }) => childRun(stdout, null),
    (error: { readonly signal?: string | null; readonly stdout: string }) => {
      if (typeof error.signal !== 'string') throw error;
      return childRun(error.stdout, error.signal);
    },
  );
}

function childRun(stdout: string, signal: string | null): ChildRun {
  const [sweepId = '', ...requests] = stdout.trimEnd().split('\n');
  return { signal, sweepId, requests };
}

function truthAt({ simulated, clock }: SimulatedPlace, organisation: Organisation): GroundTruth {
  return groundTruthOf(organisation, { store: simulated.store, time: clock.now() });
}

async function finishKilled(
  place: SimulatedPlace,
  {
    sweepId,
    before,
    stateDirectory,
  }: { readonly sweepId: string; readonly before: GroundTruth; readonly stateDirectory: string },
): Promise<{ readonly planned: boolean; readonly problems: readonly string[] }> {
  const { store } = place.simulated;
  const summary = await finish(place, sweepId);
  if (summary === undefined) {
    const updates = updatesSince(store, before.time);
    return { planned: false, problems: updates.map(({ id }) => `record ${id} of a sweep that was never planned`) };
  }
  const { problems } = verdictOn({
    before,
    store,
    now: place.clock.now(),
    summary,
    ...logsOf(stateDirectory, sweepId),
    injected: [],
    wasKilled: true,
  });
  return { planned: true, problems };
}

async function sweepAgain(
  place: SimulatedPlace,
  { organisation, stateDirectory }: { readonly organisation: Organisation; readonly stateDirectory: string },
): Promise<readonly string[]> {
  const next: SimulatedSweep = place.another();
  const before = truthAt(place, organisation);
  const { summary } = await next.run(REQUEST, () => {});
  const evidence = { before, store: place.simulated.store, now: place.clock.now(), summary, injected: [] };
  const { problems } = verdictOn({ ...evidence, ...logsOf(stateDirectory, next.sweepId) });
  await next.close();
  return problems.map((problem) => `the next sweep: ${problem}`);
}
