import type { PolicyStatement } from '@catalog-sweep/core';
import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** Tells cdk-nag why resources of a role are no narrower, with the reasons that the statements carry. */
export function acknowledgeWildcards(construct: IConstruct, statements: readonly PolicyStatement[]): void {
  for (const { Resource = [], reason } of statements) {
    if (reason === undefined) continue;
    for (const resource of Resource.filter((arn) => arn.includes('*'))) {
      Validations.of(construct).acknowledge({ id: `AwsSolutions-IAM5[Resource::${resource}]`, reason });
    }
  }
}
