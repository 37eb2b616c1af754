import * as z from 'zod';
import type { ConditionKeys } from '../operation.ts';
import { isKnownKey } from './condition-keys.ts';
import { conditionsHold, isKnownOperator } from './conditions.ts';
import { matchesPattern } from './wildcards.ts';

const oneOrMore = z.union([z.string().transform((text) => [text]), z.array(z.string())]);
const noVariable = oneOrMore.refine(
  (texts) => texts.every((text) => !text.includes('${')),
  'policy variables are not known',
);

const Conditions = z.record(
  z.string().refine(isKnownOperator, { error: ({ input }) => `the condition operator ${String(input)} is not known` }),
  z.record(
    z.string().refine(isKnownKey, { error: ({ input }) => `the condition key ${String(input)} is not known` }),
    z.union([noVariable, z.boolean().transform((flag) => [String(flag)])]),
  ),
);

const statement = {
  Sid: z.string().optional(),
  Effect: z.enum(['Allow', 'Deny']),
  Action: noVariable,
  Condition: Conditions.default({}),
};

/** A policy that says what its role may do. NotAction and NotResource are not known, and refused. */
export const IdentityPolicy = z.strictObject({
  Version: z.literal('2012-10-17'),
  Statement: z.array(z.strictObject({ ...statement, Resource: noVariable })),
});
export type IdentityPolicy = z.infer<typeof IdentityPolicy>;

const Principal = z.union([
  z.literal('*').transform(() => ({ AWS: ['*'], Service: [] as string[] })),
  z
    .strictObject({ AWS: oneOrMore.optional(), Service: oneOrMore.optional() })
    .transform(({ AWS = [], Service = [] }) => ({ AWS, Service })),
]);

/** A policy that says who may assume its role. */
export const TrustPolicy = z.strictObject({
  Version: z.literal('2012-10-17'),
  Statement: z.array(z.strictObject({ ...statement, Principal })),
});
export type TrustPolicy = z.infer<typeof TrustPolicy>;

/** A policy of a resource, such as a bucket, that says who may do what with it. */
export const ResourcePolicy = z.strictObject({
  Version: z.literal('2012-10-17'),
  Statement: z.array(z.strictObject({ ...statement, Principal, Resource: noVariable })),
});
export type ResourcePolicy = z.infer<typeof ResourcePolicy>;

/** What policies say to a request. */
export type Decision = 'allowed' | 'denied explicitly' | 'denied implicitly';

/** A request as policies look at it. */
export interface PolicyRequest {
  readonly action: string;
  readonly resource: string;
  readonly keys: ConditionKeys;
}

/**
 * A Deny that fits wins over every Allow, and without an Allow nothing is allowed.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function decide(policies: readonly IdentityPolicy[], request: PolicyRequest): Decision {
  let decision: Decision = 'denied implicitly';
  for (const { Statement } of policies) {
    for (const one of Statement) {
      if (!fits(one, request)) continue;
      if (one.Effect === 'Deny') return 'denied explicitly';
      decision = 'allowed';
    }
  }
  return decision;
}

/** Whether a statement is about a request, whatever it then says. */
export function fits(
  { Action, Resource, Condition }: Pick<IdentityPolicy['Statement'][number], 'Action' | 'Resource' | 'Condition'>,
  { action, resource, keys }: PolicyRequest,
): boolean {
  return (
    Action.some((pattern) => matchesPattern(pattern, action, { ignoreCase: true })) &&
    Resource.some((pattern) => matchesPattern(pattern, resource)) &&
    conditionsHold(Condition, keys)
  );
}
