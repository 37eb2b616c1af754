import type { PolicyStatement } from '@catalog-sweep/core';

/** What the update role may do. The resources themselves are changed with each product's launch role. */
export function updateStatements(): readonly PolicyStatement[] {
  return [
    {
      Sid: 'UpdateProvisionedProducts',
      Effect: 'Allow',
      Action: [
        'servicecatalog:DescribeProvisionedProduct',
        'servicecatalog:DescribeRecord',
        'servicecatalog:UpdateProvisionedProduct',
      ],
      Resource: ['*'],
      reason: 'provisioned products and records have no resource type',
    },
  ];
}
