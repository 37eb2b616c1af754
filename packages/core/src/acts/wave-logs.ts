import type { ObjectStore } from '../aws/object-store.ts';
import { readLines, readObject, writeObject } from '../aws/work-objects.ts';
import { inParallel } from '../clock.ts';
import { logKeys, workKeys } from '../contract/keys.ts';
import type { TargetEntry } from '../contract/log-entry.ts';
import type { Outcome } from '../contract/outcome.ts';
import {
  type ClosedWave,
  PlannedUpdate,
  type ScannedProduct,
  type Sweep,
  Target,
  TargetFailure,
  type UpdateEnd,
} from '../contract/payloads.ts';
import { dayOf } from '../contract/timestamp.ts';
import { closedWave } from '../decisions/closed-wave.ts';
import { byPlace, compareText } from '../decisions/place.ts';
import { productEntry, type UpdateFate } from '../decisions/product-entry.ts';
import { type SweptTarget, targetEntry } from '../decisions/target-entry.ts';
import type { StageContext } from '../stage-context.ts';
import { endOfLostUpdate } from './lost-update.ts';
import { readScanResult } from './scan-results.ts';
import { noteUpdateEnd, readUpdateEnd } from './update-ends.ts';

/** How many targets are held in memory at a time: at 3,000 provisioned products of 4 KB each, which is a lot, some 120 MB. */
const TARGETS_AT_ONCE = 10;

/** How many ends of updates are read at a time; those that nobody reported cost a few calls to their spoke. */
const ENDS_AT_ONCE = 20;

interface WhichWave {
  readonly sweep: Sweep;
  readonly wave: string;
  /** Whether somebody stopped or aborted the sweep: then updates that go on are STOPPED, not overdue. */
  readonly stopped: boolean;
  /** What went wrong for the whole wave, in words. */
  readonly trouble: string | undefined;
}

/**
 * Writes the logs of a wave: a line for every provisioned product that was scanned, and one for every planned target, whatever became
 * of them. All that goes into the lines is stored before, the ends of lost updates too, so writing them again makes the same objects.
 * Returns the counts of the lines.
 */
export async function writeWaveLogs(which: WhichWave, context: StageContext): Promise<ClosedWave> {
  const lines = await waveLines(which, context);
  const keys = logKeysOf(which);
  await context.logs.writeLines(keys.products, lines.products());
  await context.logs.writeLines(keys.targets, lines.targets());
  const closed = lines.counts();
  await writeObject(context.work, workKeys.closedWave(which.sweep.sweepId, which.wave), closed);
  return closed;
}

/** Writes the logs of a wave again if what lies in the work bucket makes other lines by now. Returns the counts of the lines. */
export async function renewWaveLogs(which: WhichWave, context: StageContext): Promise<ClosedWave> {
  const lines = await waveLines(which, context);
  const keys = logKeysOf(which);
  const sameProducts = await holds(context.logs, keys.products, lines.products());
  const sameTargets = await holds(context.logs, keys.targets, lines.targets());
  return sameProducts && sameTargets ? lines.counts() : writeWaveLogs(which, context);
}

/** Whether an object has just these lines. All of them are read, whatever the answer. */
async function holds(logs: ObjectStore, key: string, lines: AsyncIterable<string>): Promise<boolean> {
  const there = ((await logs.read(key)) ?? '').split('\n');
  let number = 0;
  let same = true;
  for await (const line of lines) {
    same &&= there[number] === line;
    number += 1;
  }
  // What follows the last newline is no line.
  return same && there.length === number + 1;
}

function logKeysOf({ sweep: { sweepId, startedAt, configuration }, wave }: WhichWave) {
  const day = dayOf(startedAt);
  return {
    products: logKeys.products(configuration.logS3Key, day, sweepId, wave),
    targets: logKeys.targets(day, sweepId, wave),
  };
}

/** The lines of a wave's logs. Targets and counts are known once the products have been gone through. */
interface WaveLines {
  products(): AsyncGenerator<string>;
  targets(): AsyncGenerator<string>;
  counts(): ClosedWave;
}

async function waveLines(which: WhichWave, context: StageContext): Promise<WaveLines> {
  const { sweep, wave, trouble } = which;
  const { sweepId } = sweep;
  const fateOf = await readFates(which, context);
  const targets = (await readLines(context.work, workKeys.wave(sweepId, wave), Target)).toSorted(byPlace);
  const targetEntries: TargetEntry[] = [];
  const byOutcome: Partial<Record<Outcome, number>> = {};
  return {
    async *products() {
      for await (const swept of sweptTargets({ targets, sweepId, wave, fateOf }, context)) {
        targetEntries.push(targetEntry(swept, { sweepId, wave, request: sweep.request, trouble }));
        for (const entry of swept.entries) {
          byOutcome[entry.Outcome] = (byOutcome[entry.Outcome] ?? 0) + 1;
          yield JSON.stringify(entry);
        }
      }
    },
    async *targets() {
      for (const entry of targetEntries) yield JSON.stringify(entry);
    },
    counts: () => closedWave(targetEntries, byOutcome),
  };
}

/** What became of each update that the scans found possible. */
async function readFates(which: WhichWave, context: StageContext): Promise<(product: ScannedProduct) => UpdateFate> {
  const { sweep, wave } = which;
  const planKey = workKeys.plan(sweep.sweepId, wave);
  if ((await context.work.read(planKey)) === undefined) return () => ({ kind: 'no plan' });
  const plan = await readLines(context.work, planKey, PlannedUpdate);
  const planned = new Set(plan.map(({ provisionedProductId }) => provisionedProductId));
  const ends = sweep.request.mode === 'update' ? await readEnds(plan, which, context) : new Map<string, UpdateEnd>();
  const maxUpdates = sweep.request.maxUpdates ?? sweep.configuration.maxUpdates;
  return ({ entry }) => {
    const end = ends.get(entry.ProvisionedProductId);
    if (end !== undefined) return { kind: 'ended', end };
    return planned.has(entry.ProvisionedProductId) ? { kind: 'planned' } : { kind: 'over the limit', maxUpdates };
  };
}

/** The ends of all planned updates; one that nobody reported is looked for in its spoke, and noted. */
async function readEnds(
  plan: readonly PlannedUpdate[],
  { sweep: { sweepId }, wave, stopped }: WhichWave,
  context: StageContext,
): Promise<Map<string, UpdateEnd>> {
  const ends = await inParallel({ clock: context.clock, items: plan, limit: ENDS_AT_ONCE }, async (update) => {
    const key = { sweepId, wave, update };
    const end =
      (await readUpdateEnd(context.work, key)) ??
      (await noteUpdateEnd(
        context.work,
        key,
        await endOfLostUpdate({ sweepId, update, error: undefined, stopped }, context),
      ));
    return [update.provisionedProductId, end] as const;
  });
  return new Map(ends);
}

interface WaveScans {
  readonly targets: readonly Target[];
  readonly sweepId: string;
  readonly wave: string;
  readonly fateOf: (product: ScannedProduct) => UpdateFate;
}

/** The targets with their lines, in the order of the targets, a few of them read at a time. */
async function* sweptTargets(scans: WaveScans, context: StageContext): AsyncGenerator<SweptTarget> {
  for (let first = 0; first < scans.targets.length; first += TARGETS_AT_ONCE) {
    const items = scans.targets.slice(first, first + TARGETS_AT_ONCE);
    yield* await inParallel({ clock: context.clock, items, limit: TARGETS_AT_ONCE }, (target) =>
      readTarget(target, scans, context),
    );
  }
}

async function readTarget(target: Target, scans: WaveScans, { work }: StageContext): Promise<SweptTarget> {
  const { sweepId, wave, fateOf } = scans;
  const { complete, notes, products } = await readScanResult(work, { sweepId, wave, target });
  const failure = complete
    ? undefined
    : await readObject(work, workKeys.targetFailure(sweepId, wave, target), TargetFailure);
  const entries = products
    .map((product) => productEntry(product, fateOf(product)))
    .toSorted((one, other) => compareText(one.ProvisionedProductId, other.ProvisionedProductId));
  return { target, complete, notes, failure, entries };
}
