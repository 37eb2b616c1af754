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
      // Provisioned products and records have no resource type: IAM knows no narrower resource for these actions.
      Resource: ['*'],
    },
    {
      Sid: 'FindOptIns',
      Effect: 'Allow',
      Action: ['servicecatalog:ListTagOptions', 'servicecatalog:ListResourcesForTagOption'],
      // TagOptions have no resource type either.
      Resource: ['*'],
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
      // Whose account stands in the ARN of an imported product is not documented, so any does; the caller's own rights end at its account.
      Resource: [`arn:${partition}:catalog:*:*:product/*`],
    },
    {
      Sid: 'LookAtStacks',
      Effect: 'Allow',
      Action: ['cloudformation:DescribeStacks', 'cloudformation:DescribeStackEvents'],
      // All stacks: those of imported provisioned products need not be named SC-*, and nested ones never are.
      Resource: [`arn:${partition}:cloudformation:*:*:stack/*`],
    },
  ];
}
