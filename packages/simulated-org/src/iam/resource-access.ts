import type { Caller } from '../operation.ts';
import type { Store } from '../store.ts';
import { decisionOf, refusalOf, refusalText, type AccessRequest } from './authorize.ts';
import { globalKeys } from './condition-keys.ts';
import { fits, type ResourcePolicy } from './policy.ts';
import { isAmong } from './principals.ts';
import { findRole } from './roles.ts';

/** A thing with a policy of its own. */
export interface Guarded {
  readonly account: string;
  readonly policy: ResourcePolicy | undefined;
}

/**
 * Why a caller may not do something with a thing that has a policy, in AWS's words; undefined when it may. In the thing's own account either side may allow
 * it, unless the policy names only the account; from another account both have to.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
 */
export function refusalOfThing(
  { store, region }: { readonly store: Store; readonly region: string },
  caller: Caller,
  wanted: AccessRequest,
  { account, policy }: Guarded,
): string | undefined {
  const own = decisionOf({ store, region }, caller, wanted);
  const theirs = policy === undefined ? 'denied implicitly' : policyDecision({ store, region }, caller, wanted, policy);
  if (theirs === 'denied explicitly' && own !== 'denied explicitly') {
    return refusalText(caller, wanted, 'with an explicit deny in a resource-based policy');
  }
  if (own === 'denied implicitly' && theirs === 'allowed' && caller.account === account) return undefined;
  const refusal = refusalOf({ store, region }, caller, wanted);
  if (refusal !== undefined || caller.account === account || theirs !== 'denied implicitly') return refusal;
  return refusalText(caller, wanted, `because no resource-based policy allows the ${wanted.action} action`);
}

type PolicyDecision = 'allowed' | 'allowed to its account' | 'denied explicitly' | 'denied implicitly';

function policyDecision(
  { store, region }: { readonly store: Store; readonly region: string },
  caller: Caller,
  { action, resource, conditions = {} }: AccessRequest,
  { Statement }: ResourcePolicy,
): PolicyDecision {
  const identity = { account: caller.account, roleId: findRole(store, caller.principalArn)?.id };
  const request = { action, resource, keys: { ...globalKeys(caller, region), ...conditions } };
  const fitting = Statement.flatMap((one) => {
    const who = isAmong(one.Principal, identity);
    return who !== undefined && fits(one, request) ? [{ effect: one.Effect, who }] : [];
  });
  if (fitting.some(({ effect }) => effect === 'Deny')) return 'denied explicitly';
  if (fitting.some(({ who }) => who === 'itself')) return 'allowed';
  return fitting.length === 0 ? 'denied implicitly' : 'allowed to its account';
}
