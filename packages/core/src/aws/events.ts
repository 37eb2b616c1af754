import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { AwsError } from '../errors.ts';
import type { AwsGateway } from './gateway.ts';

/** An event of ours, for the default bus of the hub's account and Region. */
export interface OwnEvent {
  readonly source: string;
  readonly detailType: string;
  readonly detail: object;
}

/** Puts an event on the bus. Throws AwsError when the bus does not take it. */
export async function putEvent(aws: AwsGateway, { source, detailType, detail }: OwnEvent): Promise<void> {
  const command = new PutEventsCommand({
    Entries: [{ Source: source, DetailType: detailType, Detail: JSON.stringify(detail) }],
  });
  const { Entries: [entry] = [] } = await aws.hub(EventBridgeClient).send(command);
  // A call that succeeds may have taken nothing. https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html
  if (entry?.ErrorCode === undefined) return;
  throw new AwsError({
    kind: 'UNAVAILABLE',
    operation: 'events:PutEvents',
    code: entry.ErrorCode,
    message: entry.ErrorMessage ?? '',
  });
}
