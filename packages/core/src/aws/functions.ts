import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';

/**
 * Hands an event to a function and does not wait for what it does: Lambda keeps the event, tries a function that fails twice more, and its
 * errors are the function's own.
 */
export async function callFunction(lambda: LambdaClient, functionArn: string, event: object): Promise<void> {
  await lambda.send(
    new InvokeCommand({
      FunctionName: functionArn,
      InvocationType: 'Event',
      Payload: Buffer.from(JSON.stringify(event)),
    }),
  );
}
