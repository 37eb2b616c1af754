import type { ProductRow } from '../../src/data/dashboard-data.ts';

/** What failed of the same cause. */
export interface Cause {
  /** Empty when the log does not tell it. */
  readonly cause: string;
  readonly products: number;
  /** With how many failed there; most first. */
  readonly accounts: readonly CauseAccount[];
  /** One of the full messages. */
  readonly example: string;
}

interface CauseAccount {
  readonly account: string;
  readonly accountName: string;
  readonly products: number;
}

/** Most failures first. */
export function causesOf(products: readonly ProductRow[]): readonly Cause[] {
  const failed = products.filter(({ state }) => state === 'FAILED');
  return [...Map.groupBy(failed, ({ rootCause }) => rootCause)]
    .map(([cause, rows]) => ({
      cause,
      products: rows.length,
      accounts: accountsOf(rows),
      example: rows[0]?.reason ?? '',
    }))
    .sort((a, b) => b.products - a.products);
}

function accountsOf(rows: readonly ProductRow[]): readonly CauseAccount[] {
  return [...Map.groupBy(rows, ({ account }) => account)]
    .map(([account, own]) => ({ account, accountName: own[0]?.accountName ?? '', products: own.length }))
    .sort((a, b) => b.products - a.products);
}
