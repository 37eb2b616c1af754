/** A product that generated organisations share with everyone. */
export interface GeneratedProduct {
  readonly name: string;
  readonly optedIn: boolean;
  /** Oldest first. */
  readonly versions: readonly [GeneratedVersion, GeneratedVersion, GeneratedVersion];
}

interface GeneratedVersion {
  readonly name: string;
  readonly published: string;
  readonly template: string;
}

interface ProductLine {
  readonly name: string;
  readonly resource: string;
  readonly parameter: string;
  /** How many minutes an update of it takes. */
  readonly updateTakes: number;
  readonly optedIn: boolean;
  /** Why the newest version fails on some: one in ten. */
  readonly failure?: string;
}

const NEWEST = '2.0.0';

const LINES: readonly [ProductLine, ...ProductLine[]] = [
  { name: 'S3 bucket', resource: 'AWS::S3::Bucket', parameter: 'StorageClass', updateTakes: 5, optedIn: true },
  {
    name: 'MySQL RDS',
    resource: 'AWS::RDS::DBInstance',
    parameter: 'InstanceClass',
    updateTakes: 30,
    optedIn: true,
    failure:
      'Resource handler returned message: "Cannot find version 8.0.28 for mysql (Service: Rds, Status Code: 400)" (HandlerErrorCode: InvalidRequest)',
  },
  { name: 'Lambda API', resource: 'AWS::Lambda::Function', parameter: 'MemorySize', updateTakes: 6, optedIn: true },
  { name: 'DynamoDB table', resource: 'AWS::DynamoDB::Table', parameter: 'BillingMode', updateTakes: 8, optedIn: true },
  {
    name: 'ECS service',
    resource: 'AWS::ECS::Service',
    parameter: 'DesiredCount',
    updateTakes: 15,
    optedIn: true,
    failure:
      'Resource handler returned message: "Error occurred during operation \'ECS Deployment Circuit Breaker was triggered\'." (HandlerErrorCode: GeneralServiceException)',
  },
  { name: 'SQS queue', resource: 'AWS::SQS::Queue', parameter: 'RetentionDays', updateTakes: 5, optedIn: true },
  { name: 'VPC', resource: 'AWS::EC2::VPC', parameter: 'CidrBlock', updateTakes: 12, optedIn: false },
  {
    name: 'Redis cache',
    resource: 'AWS::ElastiCache::ReplicationGroup',
    parameter: 'NodeType',
    updateTakes: 25,
    optedIn: false,
  },
];

const [firstLine, ...otherLines] = LINES;
export const generatedProducts: readonly [GeneratedProduct, ...GeneratedProduct[]] = [
  productOf(firstLine),
  ...otherLines.map(productOf),
];

function productOf(line: ProductLine): GeneratedProduct {
  return {
    name: line.name,
    optedIn: line.optedIn,
    versions: [
      { name: '1.0.0', published: '2025-02-03T09:00:00Z', template: templateOf(line, '1.0.0') },
      { name: '1.1.0', published: '2025-11-17T09:00:00Z', template: templateOf(line, '1.1.0') },
      { name: NEWEST, published: '2026-09-14T09:00:00Z', template: templateOf(line, NEWEST) },
    ],
  };
}

/** A CloudFormation template in JSON. Each release changes a property of its resource, so an update has something to do. */
function templateOf(line: ProductLine, release: string): string {
  const failures =
    line.failure === undefined || release !== NEWEST ? [] : [{ share: 0.1, resource: 'Main', reason: line.failure }];
  return JSON.stringify({
    AWSTemplateFormatVersion: '2010-09-09',
    Description: `${line.name} ${release}`,
    Metadata: { SimulatedOrganisation: { provisionTakes: line.updateTakes, updateTakes: line.updateTakes, failures } },
    Parameters: {
      Team: { Type: 'String' },
      [line.parameter]: { Type: 'String', Default: 'standard' },
    },
    Resources: {
      Main: {
        Type: line.resource,
        Properties: {
          [line.parameter]: { Ref: line.parameter },
          Tags: [
            { Key: 'team', Value: { Ref: 'Team' } },
            { Key: 'release', Value: release },
          ],
        },
      },
    },
  });
}
