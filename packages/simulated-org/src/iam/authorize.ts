import type { Caller, ConditionKeys } from '../operation.ts';
import type { Store } from '../store.ts';
import { globalKeys } from './condition-keys.ts';
import { tellObserver } from './observe-access.ts';
import { decide, type Decision } from './policy.ts';
import { findRole } from './roles.ts';

/** What is asked for. */
export interface AccessRequest {
  readonly action: string;
  readonly resource: string;
  readonly conditions?: ConditionKeys;
}

/** What a caller's own policies say. */
export function decisionOf(
  { store, region }: { readonly store: Store; readonly region: string },
  caller: Caller,
  { action, resource, conditions = {} }: AccessRequest,
): Decision {
  const policies = findRole(store, caller.principalArn)?.policies ?? [];
  const decision = decide(policies, { action, resource, keys: { ...globalKeys(caller, region), ...conditions } });
  tellObserver(store, { principalArn: caller.principalArn, action, resource, decision });
  return decision;
}

/** Why a caller may not do something, in AWS's words; undefined when it may. */
export function refusalOf(
  { store, region }: { readonly store: Store; readonly region: string },
  caller: Caller,
  { action, resource, conditions = {} }: AccessRequest,
): string | undefined {
  const decision = decisionOf({ store, region }, caller, { action, resource, conditions });
  if (decision === 'allowed') return undefined;
  const why =
    decision === 'denied explicitly'
      ? 'with an explicit deny in an identity-based policy'
      : `because no identity-based policy allows the ${action} action`;
  return refusalText(caller, { action, resource }, why);
}

/** AWS's words for a refusal; S3 alone puts the resource in quotes. */
export function refusalText(caller: Caller, { action, resource }: AccessRequest, why: string): string {
  const shown = resource.startsWith('arn:aws:s3:') ? `"${resource}"` : resource;
  return `User: ${caller.sessionArn} is not authorized to perform: ${action} on resource: ${shown} ${why}`;
}
