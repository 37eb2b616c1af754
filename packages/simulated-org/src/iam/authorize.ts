import type { Caller, ConditionKeys } from '../operation.ts';
import type { Store } from '../store.ts';
import { decide } from './policy.ts';
import { findRole } from './roles.ts';

/** What is asked for. */
export interface AccessRequest {
  readonly action: string;
  readonly resource: string;
  readonly conditions?: ConditionKeys;
}

/** Condition keys that every request has. */
export function globalKeys(caller: Caller, region: string): ConditionKeys {
  return {
    'aws:PrincipalAccount': caller.account,
    'aws:PrincipalArn': caller.principalArn,
    'aws:RequestedRegion': region,
    'aws:userid': caller.userId,
    ...(caller.organizationId === undefined ? {} : { 'aws:PrincipalOrgID': caller.organizationId }),
  };
}

/** Why a caller may not do something, in AWS's words; undefined when it may. */
export function refusalOf(
  { store, region }: { readonly store: Store; readonly region: string },
  caller: Caller,
  { action, resource, conditions = {} }: AccessRequest,
): string | undefined {
  const policies = findRole(store, caller.principalArn)?.policies ?? [];
  const decision = decide(policies, { action, resource, keys: { ...globalKeys(caller, region), ...conditions } });
  if (decision === 'allowed') return undefined;
  const why =
    decision === 'denied explicitly'
      ? 'with an explicit deny in an identity-based policy'
      : `because no identity-based policy allows the ${action} action`;
  return `User: ${caller.sessionArn} is not authorized to perform: ${action} on resource: ${resource} ${why}`;
}
