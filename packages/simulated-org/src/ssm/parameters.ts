import type { Store } from '../store.ts';

declare module '../store.ts' {
  interface Tables {
    /** By ARN. */
    'ssm.parameters': ParameterEntity;
  }
}

/** A parameter that is there from the start: text, not encrypted. */
export interface SimulatedParameter {
  readonly account: string;
  readonly region: string;
  readonly name: string;
  readonly value: string;
  /** Milliseconds since 1970. */
  readonly modifiedAt: number;
}

interface ParameterEntity {
  readonly arn: string;
  readonly name: string;
  readonly value: string;
  /** Milliseconds since 1970. */
  readonly modifiedAt: number;
}

export function putParameter(store: Store, { name, value, modifiedAt, ...place }: SimulatedParameter): void {
  const arn = parameterArn(place, name);
  store.put('ssm.parameters', arn, { arn, name, value, modifiedAt });
}

/** The slash that a hierarchy begins with is not doubled. */
export function parameterArn(
  { account, region }: { readonly account: string; readonly region: string },
  name: string,
): string {
  return `arn:aws:ssm:${region}:${account}:parameter${name.startsWith('/') ? '' : '/'}${name}`;
}
