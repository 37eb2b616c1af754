import {
  SweepRequest,
  UsageError,
  type LogEntry,
  type Outcome,
  type Retry,
  type Sweep,
  type SweepSummary,
} from '@catalog-sweep/core';

/** What another sweep may bring to a better end; HELD is what failed in an earlier one still. */
export const RETRIED: readonly Outcome[] = ['UPDATE_FAILED', 'UPDATE_TIMED_OUT', 'STOPPED', 'QUARANTINED', 'HELD'];

/** The input of an execution has 256 KiB; the rest of a request needs little. https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
const MOST_BYTES = 240_000;

/**
 * The request for a sweep over just what another left undone: its provisioned products that failed, and whole targets that could not be looked at. Throws
 * UsageError when nothing was left undone, or too much for one request.
 */
export function retryRequest(
  {
    sweep,
    summary,
    entries,
  }: { readonly sweep: Sweep; readonly summary: SweepSummary; readonly entries: Iterable<LogEntry> },
  mode: 'report' | 'update',
): SweepRequest {
  const { sweepId } = sweep;
  const targets = targetsOf(summary, entries);
  if (targets.length === 0)
    throw new UsageError([`nothing is left to retry of ${sweepId}: no update and no target failed`]);
  const request = SweepRequest.parse({
    contractVersion: 1,
    trigger: 'request',
    mode,
    retryFailed: true,
    retry: { sweepId, targets },
  });
  const bytes = Buffer.byteLength(JSON.stringify(request));
  if (bytes > MOST_BYTES) {
    throw new UsageError([
      `${sweepId} left too much undone for one request (${bytes} bytes of ${MOST_BYTES}): sweep account by account with sweep --on hub --account … --retry-failed`,
    ]);
  }
  return request;
}

function targetsOf({ targets: { failures } }: SweepSummary, entries: Iterable<LogEntry>): Retry['targets'] {
  const whole = failures.map(({ account, region }) => ({ account, region, provisionedProducts: null }));
  const failed = [...entries].filter(({ Outcome: outcome }) => RETRIED.includes(outcome));
  const byTarget = Map.groupBy(failed, ({ AccountNo, Region }) => `${AccountNo} ${Region}`);
  const single = [...byTarget].flatMap(([target, own]) => {
    const [account = '', region = ''] = target.split(' ');
    // A target that could not be looked at to its end is swept as a whole.
    if (whole.some((one) => one.account === account && one.region === region)) return [];
    return [{ account, region, provisionedProducts: own.map(({ ProvisionedProductId: id }) => id) }];
  });
  return [...whole, ...single];
}
