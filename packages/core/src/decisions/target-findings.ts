import type { ExaminedFinding } from '../contract/findings.ts';
import type { Target } from '../contract/payloads.ts';
import type { AwsError } from '../errors.ts';
import { finding } from './finding.ts';
import { rollOut } from './role-findings.ts';

/** An account that is not active, which no sweep calls. */
export function accountNotActive({ account, accountState }: Target): ExaminedFinding {
  return finding({
    code: 'ACCOUNT_NOT_ACTIVE',
    account,
    region: null,
    what: `the state of the account is ${accountState}`,
    fix: `exclude it in catalog-sweep.yaml (targets.exclude.accounts: ['${account}']), or have it activated again`,
  });
}

/** A spoke that does not let the hub in. */
export function roleNotAssumable({ account }: Target, reason: string): ExaminedFinding {
  return finding({
    code: 'ROLE_NOT_ASSUMABLE',
    account,
    region: null,
    what: `the hub cannot assume its read role: ${reason}`,
    fix: rollOut(account),
  });
}

/** What Account Management says of a Region, or why it could not be asked. */
export type RegionAnswer =
  | { readonly kind: 'told'; readonly status: string }
  | { readonly kind: 'refused'; readonly reason: string };

const DISABLED = new Set(['DISABLED', 'DISABLING', 'ENABLING']);

/**
 * Why Service Catalog could not be called in a target. What it answers to credentials of a Region that is not enabled, and what to a refusal, is not
 * always told apart by its own error, so Account Management was asked.
 */
export function serviceCatalogRefused(
  { account, region }: Target,
  { error, answer }: { readonly error: AwsError; readonly answer: RegionAnswer },
): ExaminedFinding {
  const place = { account, region };
  const looksDisabled = error.kind === 'REGION_NOT_ENABLED';
  if (answer.kind === 'told' ? DISABLED.has(answer.status) : looksDisabled) {
    const source = answer.kind === 'told' ? `its status is ${answer.status}` : `${error.message}; ${answer.reason}`;
    return finding({
      ...place,
      code: 'REGION_NOT_ENABLED',
      what: `the Region is not enabled in the account: ${source}`,
      fix: `aws account enable-region --account-id ${account} --region-name ${region}, or exclude the account in catalog-sweep.yaml`,
    });
  }
  const hint = answer.kind === 'told' ? `the Region is ${answer.status}` : answer.reason;
  return finding({
    ...place,
    code: 'SERVICE_CATALOG_REFUSED',
    what: `Service Catalog refuses the read role: ${error.message} (${hint})`,
    fix: 'look for a policy of the organisation or a permissions boundary that denies servicecatalog in this account or Region',
  });
}
