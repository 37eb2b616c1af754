import type { ConditionKeys } from '../operation.ts';
import { matchesArn, matchesPattern } from './wildcards.ts';

type Compare = (value: string, wanted: string) => boolean;

/** The operators that are known; a role with another one is refused when it is made. */
const OPERATORS: Readonly<Record<string, { readonly compare: Compare; readonly negated?: true }>> = {
  StringEquals: { compare: (value, wanted) => value === wanted },
  StringNotEquals: { compare: (value, wanted) => value === wanted, negated: true },
  StringEqualsIgnoreCase: { compare: (value, wanted) => value.toLowerCase() === wanted.toLowerCase() },
  StringLike: { compare: (value, wanted) => matchesPattern(wanted, value) },
  StringNotLike: { compare: (value, wanted) => matchesPattern(wanted, value), negated: true },
  // AWS treats ArnEquals as ArnLike.
  ArnEquals: { compare: (value, wanted) => matchesArn(wanted, value) },
  ArnLike: { compare: (value, wanted) => matchesArn(wanted, value) },
  ArnNotEquals: { compare: (value, wanted) => matchesArn(wanted, value), negated: true },
  ArnNotLike: { compare: (value, wanted) => matchesArn(wanted, value), negated: true },
  Bool: { compare: (value, wanted) => value.toLowerCase() === wanted.toLowerCase() },
};

/** Operator -> condition key -> values; any of the values is enough. */
export type Conditions = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

/** Whether an operator is known, also with IfExists. */
export function isKnownOperator(operator: string): boolean {
  return operator === 'Null' || Object.hasOwn(OPERATORS, operator.replace(/IfExists$/, ''));
}

/**
 * Whether all conditions hold. A key that the request does not have fails the condition, unless the operator is negated or ends in IfExists.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function conditionsHold(conditions: Conditions, keys: ConditionKeys): boolean {
  const present = new Map(Object.entries(keys).map(([key, value]) => [key.toLowerCase(), value]));
  return Object.entries(conditions).every(([operator, wanted]) =>
    Object.entries(wanted).every(([key, values]) => holds(operator, values, present.get(key.toLowerCase()))),
  );
}

function holds(operator: string, wanted: readonly string[], value: string | readonly string[] | undefined): boolean {
  if (operator === 'Null') return wanted.some((text) => (text === 'true') === (value === undefined));
  const known = OPERATORS[operator.replace(/IfExists$/, '')];
  if (known === undefined) throw new Error(`the condition operator ${operator} is not known`);
  const { compare, negated = false } = known;
  if (value === undefined) return negated || operator.endsWith('IfExists');
  const values = typeof value === 'string' ? [value] : value;
  const matches = values.some((one) => wanted.some((text) => compare(one, text)));
  return matches !== negated;
}
