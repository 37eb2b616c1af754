import type { PolicyStatement } from '@catalog-sweep/core';
import { Stack, Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** Tells cdk-nag why resources of a role are no narrower, with the reasons that the statements carry. */
export function acknowledgeWildcards(construct: IConstruct, statements: readonly PolicyStatement[]): void {
  for (const { Resource = [], reason } of statements) {
    if (reason === undefined) continue;
    for (const resource of Resource.filter((arn) => arn.includes('*'))) {
      Validations.of(construct).acknowledge({
        id: `AwsSolutions-IAM5[Resource::${named(resource, construct)}]`,
        reason,
      });
    }
  }
}

/** The resource as cdk-nag names it: other resources of the template by their logical ids in angle brackets. */
function named(resource: string, construct: IConstruct): string {
  const resolved: unknown = Stack.of(construct).resolve(resource);
  return flattened(resolved);
}

function flattened(value: unknown): string {
  if (typeof value === 'string') return value;
  const {
    Ref,
    'Fn::GetAtt': attribute,
    'Fn::Join': join,
  } = value as {
    readonly Ref?: string;
    readonly 'Fn::GetAtt'?: readonly string[];
    readonly 'Fn::Join'?: readonly [string, readonly unknown[]];
  };
  if (Ref !== undefined) return `<${Ref}>`;
  if (attribute !== undefined) return `<${attribute.join('.')}>`;
  return (join?.[1] ?? []).map(flattened).join(join?.[0]);
}
