import { Duration, Validations } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

/** Where alarms go. Its key has to let CloudWatch in, which the key that SNS brings along does not. */
export function notificationTopic(
  scope: Construct,
  { key, account, addresses }: { readonly key: IKey; readonly account: string; readonly addresses: readonly string[] },
): Topic {
  const topic = new Topic(scope, 'Notifications', { displayName: 'catalog-sweep', masterKey: key, enforceSSL: true });
  topic.addToResourcePolicy(
    new PolicyStatement({
      sid: 'AlarmsOfThisAccount',
      principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
      actions: ['sns:Publish'],
      resources: [topic.topicArn],
      conditions: { StringEquals: { 'aws:SourceAccount': account } },
    }),
  );
  for (const address of addresses) topic.addSubscription(new EmailSubscription(address));
  return topic;
}

/** What could not be delivered: starts of scheduled sweeps, runs of the watchdog, and news of executions that ended. */
export function deadLetterQueue(scope: Construct): Queue {
  const queue = new Queue(scope, 'DeadLetters', {
    // Scheduler and EventBridge need no key of ours for it; a letter holds names of executions, and no payloads of sweeps.
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    retentionPeriod: Duration.days(14),
  });
  Validations.of(queue).acknowledge({
    id: 'AwsSolutions-SQS3',
    reason: 'it is a dead-letter queue itself: of the schedules and of the rule, which name it',
  });
  return queue;
}
