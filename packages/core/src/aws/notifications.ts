import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import type { AwsGateway } from './gateway.ts';

/** A message for whoever subscribed to a topic. */
export interface Notification {
  readonly topicArn: string;
  /** At most 100 characters of ASCII, in one line. https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
  readonly subject: string;
  /** At most 256 KiB. */
  readonly message: string;
}

/** Publishes a message. Throws AwsError. */
export async function publish(aws: AwsGateway, { topicArn, subject, message }: Notification): Promise<void> {
  await aws.hub(SNSClient).send(new PublishCommand({ TopicArn: topicArn, Subject: subject, Message: message }));
}
