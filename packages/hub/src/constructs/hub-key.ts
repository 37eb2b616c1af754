import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';

/**
 * The hub's one key, for its buckets and its notifications. It is kept when the stack goes: the logs cannot be read without it. Who else may use it
 * stands in the policies of roles, and each of those lets them use it through S3 alone.
 */
export function hubKey(scope: Construct, { account }: { readonly account: string }): Key {
  const key = new Key(scope, 'Key', {
    description: 'catalog-sweep: its buckets and its notifications',
    enableKeyRotation: true,
    pendingWindow: Duration.days(30),
    removalPolicy: RemovalPolicy.RETAIN,
  });
  // An alarm publishes to a topic that is encrypted with this key.
  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
  key.addToResourcePolicy(
    new PolicyStatement({
      sid: 'AlarmsOfThisAccount',
      principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
      // In a key's policy, it stands for the key itself.
      resources: ['*'],
      conditions: { StringEquals: { 'aws:SourceAccount': account } },
    }),
  );
  return key;
}
