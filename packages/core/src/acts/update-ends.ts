import type { ObjectStore } from '../aws/object-store.ts';
import { readObject, writeObject } from '../aws/work-objects.ts';
import { workKeys } from '../contract/keys.ts';
import { type PlannedUpdate, UpdateEnd } from '../contract/payloads.ts';
import type { SweepId } from '../contract/sweep-id.ts';

interface Which {
  readonly sweepId: SweepId;
  readonly wave: string;
  readonly update: PlannedUpdate;
}

/** How a planned update ended, if anybody said so yet. */
export async function readUpdateEnd(
  work: ObjectStore,
  { sweepId, wave, update }: Which,
): Promise<UpdateEnd | undefined> {
  return readObject(work, workKeys.updateEnd(sweepId, wave, update), UpdateEnd);
}

/** Notes how an update ended, unless that is known already: the first word counts. Returns the end that is noted. */
export async function noteUpdateEnd(work: ObjectStore, which: Which, end: UpdateEnd): Promise<UpdateEnd> {
  const wrote = await work.create(workKeys.updateEnd(which.sweepId, which.wave, which.update), JSON.stringify(end));
  return wrote ? end : ((await readUpdateEnd(work, which)) ?? end);
}

/** Notes how an update ended in place of what is noted, for somebody who knows better. */
export async function correctUpdateEnd(work: ObjectStore, which: Which, end: UpdateEnd): Promise<void> {
  await writeObject(work, workKeys.updateEnd(which.sweepId, which.wave, which.update), end);
}
