import type { SweepResult } from '../sweep-place.ts';

/** A sweep as `--json` prints it: a contract with whoever reads it, so fields are named one by one. */
export function jsonSummary({ summary, apiCalls, faultsInjected }: SweepResult): object {
  const { sweepId, mode, status, startedAt, finishedAt, targets, products, updates, reconciled, log } = summary;
  return {
    sweepId,
    mode,
    status,
    startedAt,
    finishedAt,
    targets: {
      planned: targets.planned,
      swept: targets.swept,
      failed: targets.failed,
      failures: targets.failures,
    },
    products,
    updates: updates.map(({ account, region, provisionedProductId, name, product, from, to, outcome }) => ({
      account,
      region,
      provisionedProductId,
      name,
      product,
      from,
      to,
      outcome,
    })),
    reconciled,
    apiCalls,
    ...(faultsInjected === undefined ? {} : { faultsInjected }),
    log,
  };
}
