import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { AccountPrincipal, PolicyDocument, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { HubConfiguration } from '@catalog-sweep/core';
import { s3AsKmsSeesIt } from '../roles/key-statements.ts';

/**
 * What the account itself may do with the key: keep it, and let others use it by its policy. Not among it: to encrypt and decrypt directly, and to
 * grant the key to others beside the policy.
 */
const ADMINISTRATION = [
  'kms:CancelKeyDeletion',
  'kms:DescribeKey',
  'kms:DisableKey',
  'kms:EnableKey',
  'kms:EnableKeyRotation',
  'kms:GetKeyPolicy',
  'kms:GetKeyRotationStatus',
  'kms:ListGrants',
  'kms:ListKeyPolicies',
  'kms:ListKeyRotations',
  'kms:ListResourceTags',
  'kms:PutKeyPolicy',
  'kms:RevokeGrant',
  'kms:RotateKeyOnDemand',
  'kms:ScheduleKeyDeletion',
  'kms:TagResource',
  'kms:UntagResource',
  'kms:UpdateKeyDescription',
];

/**
 * The hub's one key, for its buckets and its notifications. It is kept when the stack goes: the logs cannot be read without it. Who may use it for
 * objects stands in the policies of roles, and whatever they say, it is through S3 alone.
 */
export function hubKey(scope: Construct, { account, region }: HubConfiguration['hub']): Key {
  const owner = [new AccountPrincipal(account)];
  // In a key's policy, it stands for the key itself.
  const resources = ['*'];
  const use = ['kms:Decrypt', 'kms:GenerateDataKey'];
  return new Key(scope, 'Key', {
    description: 'catalog-sweep: its buckets and its notifications',
    enableKeyRotation: true,
    pendingWindow: Duration.days(30),
    removalPolicy: RemovalPolicy.RETAIN,
    policy: new PolicyDocument({
      statements: [
        new PolicyStatement({ sid: 'Administration', principals: owner, actions: ADMINISTRATION, resources }),
        new PolicyStatement({
          sid: 'ObjectsOfThisAccount',
          principals: owner,
          actions: use,
          resources,
          conditions: { StringEquals: { 'kms:ViaService': s3AsKmsSeesIt(region) } },
        }),
        // An alarm publishes to a topic that is encrypted with this key.
        // https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
        new PolicyStatement({
          sid: 'AlarmsOfThisAccount',
          principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
          actions: use,
          resources,
          conditions: { StringEquals: { 'aws:SourceAccount': account } },
        }),
      ],
    }),
  });
}
