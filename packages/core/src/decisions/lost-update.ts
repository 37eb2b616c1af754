import type { Intent, PlannedUpdate, UpdateEnd } from '../contract/payloads.ts';
import type { FreshLook } from './fresh-look.ts';
import { isOurs } from './our-record.ts';
import { updateEnd } from './update-end.ts';
import { endOfUnfinished, type UpdateSighting } from './update-progress.ts';

/** What is known of an update whose end nobody reported, beside what its spoke shows. */
export interface LostUpdate {
  readonly update: PlannedUpdate;
  readonly intent: Intent | undefined;
  /** The error that cut it short, in words, when one is known. */
  readonly error: string | undefined;
  /** Whether somebody stopped or aborted the sweep. */
  readonly stopped: boolean;
  readonly now: number;
}

export type LostDecision =
  | { readonly kind: 'ended'; readonly end: UpdateEnd }
  | { readonly kind: 'follow'; readonly recordId: string };

/** The end of an update without an intent: AWS was never asked for it. */
export function endOfUnasked({ error, now }: LostUpdate): UpdateEnd {
  return neverBegan({ error, now }, 'the sweep ended before it was begun');
}

/** Whether the record of an update with an intent can be found, by its provisioned product as it stands now. */
export function decideLost(
  lost: LostUpdate & { readonly intent: Intent },
  { product, newRecord }: FreshLook,
): LostDecision {
  if (newRecord !== undefined && isOurs(newRecord, lost.intent)) return { kind: 'follow', recordId: newRecord.id };
  if (product === undefined) {
    return { kind: 'ended', end: neverBegan(lost, 'it was to be updated, but was terminated') };
  }
  const why =
    product.lastRecordId === lost.update.lastRecordId
      ? 'it was to be updated, but AWS has no record of it'
      : `it was to be updated, but its last record, ${product.lastRecordId}, is another operation`;
  return { kind: 'ended', end: { ...neverBegan(lost, why), provisionedProductStatus: product.status } };
}

/** The end of an update that goes on, though the sweep is over or lost sight of it. */
export function endOfAbandoned(
  { error, stopped, now }: LostUpdate,
  { state, sighting }: { readonly state: string; readonly sighting: UpdateSighting },
): UpdateEnd {
  const why = error === undefined ? 'the sweep ended' : `the sweep lost sight of it: ${error}`;
  return endOfUnfinished(stopped ? 'STOPPED' : 'UPDATE_TIMED_OUT', `still going on when ${why}; ${state}`, {
    sighting,
    now,
  });
}

/** The end of an update that was asked for perhaps, in a spoke that cannot be looked into. */
export function endOfUnseen({ error, stopped, now }: LostUpdate, obstacle: string): UpdateEnd {
  const reason = [`nobody knows how it ended: ${obstacle}`, error].filter(Boolean).join('; ');
  return updateEnd({
    outcome: stopped ? 'STOPPED' : 'UPDATE_TIMED_OUT',
    reason,
    errors: stopped ? null : reason,
    endedAt: now,
  });
}

/** Whether an end that was noted may not be the real one: the update was still going on, nobody saw it, or nobody got to it. */
export function isUncertain({ outcome }: UpdateEnd): boolean {
  return outcome === 'STOPPED' || outcome === 'UPDATE_TIMED_OUT';
}

/** What failed before AWS was asked is a failure; what nobody got to is STOPPED. */
function neverBegan({ error, now }: Pick<LostUpdate, 'error' | 'now'>, why: string): UpdateEnd {
  return error === undefined
    ? updateEnd({ outcome: 'STOPPED', reason: why, endedAt: now })
    : updateEnd({ outcome: 'UPDATE_FAILED', reason: `could not be updated: ${error}`, errors: error, endedAt: now });
}
