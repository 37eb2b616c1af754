import { describe, expect, it } from '@jest/globals';
import { hub, spoke, World } from './a-world.ts';

const version = { Info: { LoadTemplateFromURL: 'https://templates.s3.amazonaws.com/0.yaml' } };
const product = { Name: 'a', Owner: 'b', ProductType: 'CLOUD_FORMATION_TEMPLATE', IdempotencyToken: 't' };

describe('what is not simulated', () => {
  it.each([
    { operation: 'CreatePortfolio', member: 'Tags', input: { DisplayName: 'a', ProviderName: 'b', Tags: [] } },
    { operation: 'CreateProduct', member: 'SupportEmail', input: { ...product, SupportEmail: 'a@example.com' } },
    {
      operation: 'CreateProduct',
      member: 'DisableTemplateValidation',
      input: { ...product, ProvisioningArtifactParameters: { ...version, DisableTemplateValidation: true } },
    },
    { operation: 'CreateProduct', member: 'ProductType', input: { ...product, ProductType: 'TERRAFORM' } },
    { operation: 'ProvisionProduct', member: 'NotificationArns', input: { NotificationArns: ['arn:aws:sns:::a'] } },
    { operation: 'ProvisionProduct', member: 'ProvisioningPreferences', input: { ProvisioningPreferences: {} } },
    {
      operation: 'UpdateProvisionedProduct',
      member: 'ProvisioningPreferences',
      input: { ProvisioningPreferences: {} },
    },
    { operation: 'DescribeProvisioningArtifact', member: 'Verbose', input: { Verbose: true } },
  ])('is refused, and named: $member of $operation', ({ operation, member, input }) => {
    expect(new World().refusal(hub, operation, input)).toMatch(new RegExp(`^ValidationException: .*${member}`));
  });

  it.each([
    { operation: 'DescribeStacks', input: {}, says: 'StackName is needed here' },
    { operation: 'DescribeStacks', input: { StackName: 'a', NextToken: 'b' }, says: 'NextToken' },
    { operation: 'DescribeStackEvents', input: { StackName: 'a', LogicalResourceId: 'b' }, says: 'LogicalResourceId' },
    { operation: 'DescribeStackResources', input: { PhysicalResourceId: 'i-1' }, says: 'PhysicalResourceId' },
  ])('is refused by CloudFormation too: $operation with $input', ({ operation, input, says }) => {
    expect(new World().refusal(spoke, operation, input)).toMatch(new RegExp(`^ValidationError: .*${says}`));
  });
});
