import type { Store } from '../store.ts';

declare module '../store.ts' {
  interface Tables {
    /** By account and Region, where it is another than AWS's default. */
    'lambda.concurrency': ConcurrencyEntity;
  }
}

/** How many functions may run at once. */
interface ConcurrencyEntity {
  readonly executions: number;
}

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const DEFAULT_EXECUTIONS = 1000;

export function putConcurrency(store: Store, account: string, region: string, executions: number): void {
  store.put('lambda.concurrency', `${account}/${region}`, { executions });
}

export function concurrencyOf(store: Store, account: string, region: string): number {
  return store.get('lambda.concurrency', `${account}/${region}`)?.executions ?? DEFAULT_EXECUTIONS;
}
