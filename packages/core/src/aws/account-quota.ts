import { GetAccountSettingsCommand, type LambdaClient } from '@aws-sdk/client-lambda';

/** How many functions may run at once in an account and Region. */
export interface ConcurrencyQuota {
  readonly all: number;
  /** What is left for functions that have nothing reserved. */
  readonly unreserved: number;
}

export async function readConcurrencyQuota(lambda: LambdaClient): Promise<ConcurrencyQuota> {
  const { AccountLimit: limit } = await lambda.send(new GetAccountSettingsCommand({}));
  return { all: limit?.ConcurrentExecutions ?? 0, unreserved: limit?.UnreservedConcurrentExecutions ?? 0 };
}
