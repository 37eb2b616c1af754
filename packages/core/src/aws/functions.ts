import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { AwsGateway } from './gateway.ts';

/**
 * Hands an event to a function and does not wait for what it does: Lambda keeps the event, tries a function that fails twice more, and its
 * errors are the function's own.
 */
export async function callFunction(aws: AwsGateway, functionArn: string, event: object): Promise<void> {
  await aws.hub(LambdaClient).send(
    new InvokeCommand({
      FunctionName: functionArn,
      InvocationType: 'Event',
      Payload: Buffer.from(JSON.stringify(event)),
    }),
  );
}
