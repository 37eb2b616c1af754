import type { ConcurrencyQuota } from '../aws/account-quota.ts';
import type { SweepConfiguration } from '../contract/configuration.ts';
import type { ExaminedFinding } from '../contract/findings.ts';
import { finding } from './finding.ts';

/** For the functions that run beside those of a Map, and for a sweep on request beside the scheduled one at its begin. */
const MARGIN = 10;

/**
 * Whether Lambda lets as many functions run at once as are configured. Scans of a sweep on request may run beside updates of the scheduled one, so both
 * count.
 */
export function concurrencyFindings({
  account,
  region,
  quota,
  concurrency,
}: {
  readonly account: string;
  readonly region: string;
  readonly quota: ConcurrencyQuota;
  readonly concurrency: SweepConfiguration['concurrency'];
}): readonly ExaminedFinding[] {
  const { scans, updates } = concurrency;
  const needed = scans + updates + MARGIN;
  if (quota.unreserved >= needed) return [];
  const wanted = quota.all - quota.unreserved + needed;
  return [
    finding({
      code: 'CONCURRENCY_QUOTA_TOO_LOW',
      account,
      region,
      what: `${needed} functions may be wanted at once (${scans} scans, ${updates} updates and ${MARGIN} more), and Lambda lets ${quota.unreserved} run (${quota.all} in the account, less what is reserved)`,
      // L-B99A9384 is "Concurrent executions".
      fix: `aws service-quotas request-service-quota-increase --region ${region} --service-code lambda --quota-code L-B99A9384 --desired-value ${wanted}, or a lower concurrency in catalog-sweep.yaml`,
    }),
  ];
}
