import { readObject } from '../aws/work-objects.ts';
import { leaseNumberOf, workKeys } from '../contract/keys.ts';
import { Lease } from '../contract/payloads.ts';
import type { SweepId } from '../contract/sweep-id.ts';
import type { StageContext } from '../stage-context.ts';

const HOUR = 60 * 60 * 1000;

/** Longer than an execution may run, so that a sweep that died without an end does not block the next for ever. */
const LONGEST_SWEEP = 49 * HOUR;

/** Between taking its lease and writing its `sweep.json` a sweep needs seconds; one that has none after this died in between. */
const LONGEST_BEGINNING = HOUR;

/**
 * Takes the lease that lets a scheduled sweep run: one at a time, also when a schedule fires twice. Returns the id of the sweep that holds it
 * when that is another. Leases are numbered and never removed: whoever finds that the last one is over takes the next number with a
 * conditional put, which only one can. Safe to repeat.
 */
export async function takeLease(sweepId: SweepId, context: StageContext): Promise<SweepId | undefined> {
  const { work, clock } = context;
  for (;;) {
    const { key: last, lease } = await readNewest(context);
    if (lease?.sweepId === sweepId) return undefined;
    if (lease !== undefined && !(await isOver(lease, context))) return lease.sweepId;
    const taken: Lease = { sweepId, takenAt: clock.now() };
    const next = workKeys.lease(last === undefined ? 1 : leaseNumberOf(last) + 1);
    if (await work.create(next, JSON.stringify(taken))) return undefined;
    // Another was quicker, or our own answer was lost: look who holds it now.
  }
}

/** The last scheduled sweep that began, and whether it is over; undefined when there was none. */
export async function readLastLease(context: StageContext): Promise<(Lease & { readonly over: boolean }) | undefined> {
  const { lease } = await readNewest(context);
  return lease && { ...lease, over: await isOver(lease, context) };
}

async function readNewest({ work }: StageContext): Promise<{ key: string | undefined; lease: Lease | undefined }> {
  const key = (await work.list(workKeys.leases())).at(-1);
  return { key, lease: key === undefined ? undefined : await readObject(work, key, Lease) };
}

async function isOver({ sweepId, takenAt }: Lease, { work, clock }: StageContext): Promise<boolean> {
  const age = clock.now() - takenAt;
  if (age > LONGEST_SWEEP) return true;
  if ((await work.read(workKeys.summary(sweepId))) !== undefined) return true;
  return age > LONGEST_BEGINNING && (await work.read(workKeys.sweep(sweepId))) === undefined;
}
