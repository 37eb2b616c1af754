import { HUB_ROLE_PATH, type HubConfiguration, type PolicyStatement, type Role } from '@catalog-sweep/core';
import { s3AsKmsSeesIt } from '../roles/key-statements.ts';

/** Who has to do with the logs. */
export interface LogBucketUsers {
  readonly partition: string;
  readonly bucketArn: string;
  /** Absent where S3's own keys encrypt. */
  readonly keyArn: string | undefined;
  readonly configuration: HubConfiguration;
  /** The roles of the hub, by which it is known who writes. */
  readonly roles: readonly Role[];
}

/** A statement of a bucket's or key's own policy, as IAM's JSON has it. */
export type ResourceStatement = Omit<PolicyStatement, 'Effect' | 'Principal' | 'Resource'> & {
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal: '*' | { readonly AWS: readonly string[] };
  readonly Resource: readonly string[];
};

/** The ARNs of the roles that write logs: exactly those with such a statement. */
function writersOf({ partition, bucketArn, configuration, roles }: LogBucketUsers): readonly string[] {
  return roles
    .filter(({ policies }) => policies.some(({ document }) => document.Statement.some(writesTo(bucketArn))))
    .map(({ name }) => `arn:${partition}:iam::${configuration.hub.account}:role${HUB_ROLE_PATH}${name}`);
}

function writesTo(bucketArn: string): (statement: PolicyStatement) => boolean {
  return ({ Action, Resource = [] }) =>
    Action.includes('s3:PutObject') && Resource.some((arn) => arn.startsWith(`${bucketArn}/`));
}

/**
 * Whatever else the account's policies allow, nobody but these roles writes logs, and nobody at all deletes any: who has to, changes this policy first,
 * which shows. A condition with names, and not principals, so that a role that is made anew goes on to write.
 */
export function onlyWritersWrite(users: LogBucketUsers, objects: readonly string[]): readonly ResourceStatement[] {
  return [
    {
      Sid: 'NobodyElseWritesLogs',
      Effect: 'Deny',
      Principal: '*',
      Action: ['s3:PutObject'],
      Resource: objects,
      Condition: { ArnNotEquals: { 'aws:PrincipalArn': writersOf(users) } },
    },
    {
      Sid: 'NobodyDeletesLogs',
      Effect: 'Deny',
      Principal: '*',
      Action: ['s3:DeleteObject', 's3:DeleteObjectVersion'],
      Resource: objects,
    },
  ];
}

/** What accounts need that only read. The organisation stands beside them, so that an account that left reads no more. */
export function readersRead(users: LogBucketUsers): readonly ResourceStatement[] {
  const { partition, bucketArn, configuration } = users;
  if (configuration.readerAccounts.length === 0) return [];
  const Principal = { AWS: configuration.readerAccounts.map((account) => `arn:${partition}:iam::${account}:root`) };
  const Condition = { StringEquals: { 'aws:PrincipalOrgID': configuration.hub.organizationId } };
  return [
    { Sid: 'ReadersRead', Effect: 'Allow', Principal, Action: ['s3:GetObject'], Resource: logKeysOf(users), Condition },
    {
      Sid: 'ReadersList',
      Effect: 'Allow',
      Principal,
      Action: ['s3:ListBucket', 's3:GetBucketLocation'],
      Resource: [bucketArn],
      Condition,
    },
  ];
}

/** What the readers need of the key. */
export function readersDecrypt({ partition, configuration }: LogBucketUsers): readonly ResourceStatement[] {
  const { readerAccounts, hub } = configuration;
  if (readerAccounts.length === 0) return [];
  return [
    {
      Sid: 'ReadersOfLogs',
      Effect: 'Allow',
      Principal: { AWS: readerAccounts.map((account) => `arn:${partition}:iam::${account}:root`) },
      Action: ['kms:Decrypt'],
      // In a key's policy, it stands for the key itself.
      Resource: ['*'],
      Condition: {
        StringEquals: {
          'aws:PrincipalOrgID': hub.organizationId,
          'kms:ViaService': s3AsKmsSeesIt(hub.region),
        },
      },
    },
  ];
}

/**
 * What the owner of an existing bucket adds to its policy: what the hub's own bucket has, below the prefixes of the hub alone, and that the hub gets in.
 * Who of the hub's account reads, operators for one, is said by the policies there.
 */
export function statementsForOwner(users: LogBucketUsers): readonly ResourceStatement[] {
  const { partition, bucketArn, configuration } = users;
  const objects = logKeysOf(users);
  const hub = {
    Effect: 'Allow',
    Principal: { AWS: [`arn:${partition}:iam::${configuration.hub.account}:root`] },
  } as const;
  return [
    {
      ...hub,
      Sid: 'TheHubWritesLogs',
      Action: ['s3:PutObject', 's3:AbortMultipartUpload'],
      Resource: objects,
      Condition: { ArnEquals: { 'aws:PrincipalArn': writersOf(users) } },
    },
    { ...hub, Sid: 'TheHubReadsLogs', Action: ['s3:GetObject'], Resource: objects },
    { ...hub, Sid: 'TheHubListsLogs', Action: ['s3:ListBucket'], Resource: [bucketArn] },
    {
      Sid: 'LogsOverTlsAlone',
      Effect: 'Deny',
      Principal: '*',
      Action: ['s3:*'],
      Resource: objects,
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    },
    ...onlyWritersWrite(users, objects),
    ...readersRead(users),
  ];
}

/** The same for the key of such a bucket. */
export function keyStatementsForOwner(users: LogBucketUsers): readonly ResourceStatement[] {
  const { partition, configuration } = users;
  return [
    {
      Sid: 'TheHubReadsAndWritesLogs',
      Effect: 'Allow',
      Principal: { AWS: [`arn:${partition}:iam::${configuration.hub.account}:root`] },
      Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
      Resource: ['*'],
      Condition: { StringEquals: { 'kms:ViaService': s3AsKmsSeesIt(configuration.hub.region) } },
    },
    ...readersDecrypt(users),
  ];
}

/** Everything that this program writes into the bucket. */
function logKeysOf({ bucketArn, configuration }: LogBucketUsers): readonly string[] {
  return [`${bucketArn}/${configuration.logS3Key}/*`, `${bucketArn}/catalog-sweep/*`];
}
