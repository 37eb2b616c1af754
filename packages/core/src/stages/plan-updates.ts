import { readScanResult } from '../acts/scan-results.ts';
import type { ObjectStore } from '../aws/object-store.ts';
import { readLines, readSweep } from '../aws/work-objects.ts';
import { inParallel } from '../clock.ts';
import { workKeys } from '../contract/keys.ts';
import {
  PlannedUpdate,
  type PlanUpdatesEvent,
  type PlanUpdatesResult,
  type Sweep,
  Target,
} from '../contract/payloads.ts';
import { interleave } from '../decisions/interleave.ts';
import type { StageContext } from '../stage-context.ts';

/** How many targets' scans are read at a time: at 3,000 provisioned products of 4 KB each, which is a lot, some 240 MB in memory. */
const READ_AT_ONCE = 20;

/**
 * Makes the wave's plan from all of its scans: which updates, in which order. The plan is a file, the same whatever the mode and
 * however often it is made; report mode ends with it. `maxUpdates` counts over the whole sweep, so what the plans of earlier waves
 * hold is no longer free.
 */
export async function planUpdates(event: PlanUpdatesEvent, context: StageContext): Promise<PlanUpdatesResult> {
  const { sweepId, wave } = event;
  const sweep = await readSweep(context.work, sweepId);
  const candidates = await readCandidates(event, context);
  const taken = await countPlannedBefore(wave, sweep, context.work);
  const limit = sweep.request.maxUpdates ?? sweep.configuration.maxUpdates;
  const updates = interleave(candidates).slice(0, Math.max(0, limit - taken));
  const key = workKeys.plan(sweepId, wave);
  await context.work.writeLines(key, linesOf(updates));
  return {
    updates: updates.length,
    workBucket: context.work.bucket,
    key,
    concurrency: sweep.configuration.concurrency.updates,
  };
}

/** Only the updates are kept of what the scans found: a tenth of it or less. */
async function readCandidates(
  { sweepId, wave }: PlanUpdatesEvent,
  { clock, work }: StageContext,
): Promise<PlannedUpdate[]> {
  const targets = await readLines(work, workKeys.wave(sweepId, wave), Target);
  const perTarget = await inParallel({ clock, items: targets, limit: READ_AT_ONCE }, async (target) => {
    const { products } = await readScanResult(work, { sweepId, wave, target });
    return products.flatMap(({ update }) => update ?? []);
  });
  return perTarget.flat();
}

async function countPlannedBefore(wave: string, sweep: Sweep, work: ObjectStore): Promise<number> {
  let planned = 0;
  for (const earlier of sweep.waves) {
    if (earlier.name === wave) break;
    planned += (await readLines(work, workKeys.plan(sweep.sweepId, earlier.name), PlannedUpdate)).length;
  }
  return planned;
}

async function* linesOf(updates: readonly PlannedUpdate[]): AsyncGenerator<string> {
  for (const update of updates) {
    yield JSON.stringify(update);
  }
}
