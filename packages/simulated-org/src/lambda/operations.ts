import type { Operation, RequestContext } from '../operation.ts';
import { concurrencyOf } from './concurrency.ts';

const GIGABYTE = 1024 ** 3;
const MEGABYTE = 1024 ** 2;

/** The operations of AWS Lambda, as BEHAVIOUR.md has them. */
export const lambdaOperations: Readonly<Record<string, Operation>> = {
  GetAccountSettings: {
    run: (_input: object, { store, caller, region }: RequestContext) => {
      const concurrency = concurrencyOf(store, caller.account, region);
      return {
        AccountLimit: {
          TotalCodeSize: 75 * GIGABYTE,
          CodeSizeUnzipped: 250 * MEGABYTE,
          CodeSizeZipped: 50 * MEGABYTE,
          ConcurrentExecutions: concurrency,
          // No function has concurrency reserved here.
          UnreservedConcurrentExecutions: concurrency,
        },
        AccountUsage: { TotalCodeSize: 0, FunctionCount: 0 },
      };
    },
  },
};
