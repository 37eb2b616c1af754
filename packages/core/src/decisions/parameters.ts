import type { VersionParameter } from '../aws/products.ts';

export interface ParameterDecision {
  /** Keys to send with UsePreviousValue. */
  readonly keep: readonly string[];
  /** Keys that a person must give a value. */
  readonly missing: readonly string[];
}

/**
 * How an update keeps the parameters: keys that the new version dropped are not sent, because CloudFormation refuses unknown keys; keys that
 * both know are kept; new keys are left to their defaults, because UsePreviousValue is refused for what has no previous value; and a new key
 * without a default is missing.
 */
export function decideParameters(
  oldKeys: readonly string[],
  newParameters: readonly VersionParameter[],
): ParameterDecision {
  const old = new Set(oldKeys);
  return {
    keep: newParameters.filter(({ key }) => old.has(key)).map(({ key }) => key),
    missing: newParameters.filter(({ key, hasDefault }) => !old.has(key) && !hasDefault).map(({ key }) => key),
  };
}
