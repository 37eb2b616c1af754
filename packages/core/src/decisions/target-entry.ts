import type { LogEntry, TargetEntry } from '../contract/log-entry.ts';
import type { SweepRequest } from '../contract/configuration.ts';
import type { Target, TargetFailure } from '../contract/payloads.ts';
import { isWholeTarget } from './scope.ts';

/** What a wave knows of one of its targets when it is closed. */
export interface SweptTarget {
  readonly target: Target;
  /** Whether its scan came to its end. */
  readonly complete: boolean;
  readonly notes: readonly string[];
  readonly failure: TargetFailure | undefined;
  readonly entries: readonly LogEntry[];
}

/** Written for a target that neither was swept nor has a failure: its scan was never begun, or its Lambda died without a word. */
function noResult(trouble: string | undefined): TargetFailure {
  const reason = 'its scan left neither a result nor an error: the sweep ended before it, or in the middle of it';
  return { error: 'NO_RESULT', reason: trouble === undefined ? reason : `${reason}: ${trouble}` };
}

/** The line of a target. Every planned target has one; one that was not swept to its last page says why. */
export function targetEntry(
  { target, complete, notes, failure, entries }: SweptTarget,
  {
    sweepId,
    wave,
    request,
    trouble,
  }: {
    readonly sweepId: string;
    readonly wave: string;
    readonly request: SweepRequest;
    /** What went wrong for its whole wave. */
    readonly trouble?: string | undefined;
  },
): TargetEntry {
  const problem = complete ? undefined : (failure ?? noResult(trouble));
  return {
    SweepId: sweepId,
    Wave: wave,
    AccountNo: target.account,
    AccountName: target.accountName,
    OrganizationalUnit: target.organizationalUnit,
    Region: target.region,
    Swept: complete,
    Whole: isWholeTarget(target, request),
    Error: problem?.error ?? null,
    Reason: problem?.reason ?? null,
    Notes: notes.join('; ') || null,
    Scanned: entries.length,
    Outdated: entries.filter(({ Outdated }) => Outdated).length,
    Updated: entries.filter(({ Outcome }) => Outcome === 'UPDATED').length,
    Failed: entries.filter(({ Outcome }) => Outcome === 'UPDATE_FAILED' || Outcome === 'UPDATE_TIMED_OUT').length,
  };
}
