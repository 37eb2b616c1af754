import { GetAccountSettingsCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { AwsGateway } from './gateway.ts';

/** How many functions may run at once in an account and Region. */
export interface ConcurrencyQuota {
  readonly all: number;
  /** What is left for functions that have nothing reserved. */
  readonly unreserved: number;
}

export async function readConcurrencyQuota(aws: AwsGateway): Promise<ConcurrencyQuota> {
  const { AccountLimit: limit } = await aws.hub(LambdaClient).send(new GetAccountSettingsCommand({}));
  return { all: limit?.ConcurrentExecutions ?? 0, unreserved: limit?.UnreservedConcurrentExecutions ?? 0 };
}
