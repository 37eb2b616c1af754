import type { ExaminedFinding } from '../contract/findings.ts';
import { SPOKE_STACK_SET_NAME } from '../contract/stack-set.ts';
import { finding } from './finding.ts';

/** One of the two roles of a spoke. */
export type FoundRole =
  | { readonly name: string; readonly kind: 'missing' }
  | {
      readonly name: string;
      readonly kind: 'found';
      /** What its tag says it is made of; undefined without the tag, as roles of older versions are. */
      readonly digest: string | undefined;
    };

/** Whether an account has both roles, as this version makes them. */
export function roleFindings({
  account,
  roles,
  digest,
}: {
  readonly account: string;
  readonly roles: readonly FoundRole[];
  /** What the roles of this version are made of. */
  readonly digest: string;
}): readonly ExaminedFinding[] {
  const missing = roles.filter(({ kind }) => kind === 'missing');
  const old = roles.filter((role) => role.kind === 'found' && role.digest !== digest);
  const findings = missing.map(({ name }) =>
    finding({
      code: 'ROLE_MISSING',
      account,
      region: null,
      what: `it has no role ${name}`,
      fix: rollOut(account),
    }),
  );
  if (old.length === 0) return findings;
  const names = old.map(({ name }) => name).join(' and ');
  return [
    ...findings,
    finding({
      code: 'ROLE_NOT_CURRENT',
      account,
      region: null,
      what: `${names} ${old.length === 1 ? 'is' : 'are'} of another version than the hub, or changed`,
      fix: rollOut(account),
    }),
  ];
}

/** How an account gets its roles. */
export function rollOut(account: string): string {
  return `deploy the stack ${SPOKE_STACK_SET_NAME} of the hub app again; if ${account} is the management account, which StackSets never reach, deploy the output of catalog-sweep spoke-template in it`;
}
