import type { LogEntry } from '../contract/log-entry.ts';
import type { Outcome } from '../contract/outcome.ts';
import type { ScannedProduct, UpdateEnd } from '../contract/payloads.ts';
import { timestampOf } from '../contract/timestamp.ts';
import { comparableCause } from './comparable-cause.ts';

/** What became of the update that a provisioned product would need. */
export type UpdateFate =
  | { readonly kind: 'planned' }
  | { readonly kind: 'over the limit'; readonly maxUpdates: number }
  | { readonly kind: 'no plan' }
  | { readonly kind: 'ended'; readonly end: UpdateEnd };

/** The outcomes of which an update was tried: only then is there a time at which it ended. */
const TRIED: ReadonlySet<Outcome> = new Set(['UPDATED', 'NO_CHANGE', 'UPDATE_FAILED', 'UPDATE_TIMED_OUT']);

/** The outcomes that tell of an update that failed: in this sweep, or before. */
const FAILED: ReadonlySet<Outcome> = new Set(['UPDATE_FAILED', 'UPDATE_TIMED_OUT', 'HELD']);

/** The log line of a provisioned product: what the scan found, and what became of its update if it needs one. */
export function productEntry(scanned: ScannedProduct, fate: UpdateFate): LogEntry {
  const entry = entryAfter(scanned, fate);
  return FAILED.has(entry.Outcome) ? { ...entry, RootCause: comparableCause(entry) } : entry;
}

function entryAfter({ entry, update }: ScannedProduct, fate: UpdateFate): LogEntry {
  if (update === null) return entry;
  if (fate.kind === 'ended') return withEnd(entry, fate.end);
  if (fate.kind === 'over the limit') {
    return { ...entry, Outcome: 'DEFERRED', Reason: `over the limit of ${fate.maxUpdates} updates per sweep` };
  }
  if (fate.kind === 'no plan' && entry.Mode === 'update') {
    return { ...entry, Outcome: 'STOPPED', Reason: 'the sweep ended before its updates were planned' };
  }
  return available(entry, update);
}

function available(entry: LogEntry, { from, to }: NonNullable<ScannedProduct['update']>): LogEntry {
  return {
    ...entry,
    Outcome: 'UPDATE_AVAILABLE',
    Reason: entry.Reason ?? `can be updated from ${from.name} to ${to.name}`,
  };
}

function withEnd(entry: LogEntry, end: UpdateEnd): LogEntry {
  const tried = TRIED.has(end.outcome) || end.recordId !== null;
  return {
    ...entry,
    Outcome: end.outcome,
    Reason: end.reason,
    Errors: end.errors,
    UpdateStatus: end.recordStatus,
    UpdateTimestamp: tried ? timestampOf(end.endedAt) : null,
    UpdateStartedTime: end.startedAt === null ? null : timestampOf(end.startedAt),
    RecordId: end.recordId,
    ProvisionedProductStatus: end.provisionedProductStatus ?? entry.ProvisionedProductStatus,
    LaunchRoleArn: end.launchRoleArn ?? entry.LaunchRoleArn,
  };
}
