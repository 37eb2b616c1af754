import type { ExaminedFinding } from '../contract/findings.ts';
import type { Target } from '../contract/payloads.ts';
import { finding } from './finding.ts';
import { rollOut } from './role-findings.ts';

/** An account that is not active, which no sweep calls. */
export function accountNotActive({ account, accountState }: Target): ExaminedFinding {
  return finding({
    code: 'ACCOUNT_NOT_ACTIVE',
    account,
    region: null,
    what: `the state of the account is ${accountState}`,
    fix: `exclude it (targets.exclude.accounts: ['${account}']) or activate it again`,
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
