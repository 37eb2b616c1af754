import type { PolicyStatement } from '@catalog-sweep/core';

/** What the read role may do, by purpose. */
export function readStatements(partition: string): readonly PolicyStatement[] {
  return [
    {
      Sid: 'FindProvisionedProducts',
      Effect: 'Allow',
      Action: [
        'servicecatalog:SearchProvisionedProducts',
        'servicecatalog:DescribeProvisionedProduct',
        'servicecatalog:DescribeRecord',
      ],
      Resource: ['*'],
      reason: 'provisioned products and records have no resource type',
    },
    {
      Sid: 'FindOptIns',
      Effect: 'Allow',
      Action: ['servicecatalog:ListTagOptions', 'servicecatalog:ListResourcesForTagOption'],
      Resource: ['*'],
      reason: 'TagOptions have no resource type',
    },
    {
      Sid: 'LookAtProducts',
      Effect: 'Allow',
      Action: [
        'servicecatalog:DescribeProductAsAdmin',
        'servicecatalog:DescribeProvisioningArtifact',
        'servicecatalog:ListLaunchPaths',
        'servicecatalog:ListProvisioningArtifacts',
      ],
      Resource: [`arn:${partition}:catalog:*:*:product/*`],
      reason:
        'any product of any Region may be the one; whose account stands in the ARN of an imported product is not documented, and what a role may do ends at its own account',
    },
    {
      Sid: 'LookAtStacks',
      Effect: 'Allow',
      Action: ['cloudformation:DescribeStacks', 'cloudformation:DescribeStackEvents'],
      Resource: [`arn:${partition}:cloudformation:*:*:stack/*`],
      reason: 'stacks of imported provisioned products need not be named SC-*, and nested ones never are',
    },
  ];
}
