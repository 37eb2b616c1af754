import type { PlannedUpdate } from '@catalog-sweep/core';
import type { Colours } from '../terminal.ts';
import { count, table } from './text.ts';

/** Planned updates as a table, with how many there are of each product. */
export function renderPlan(
  updates: readonly PlannedUpdate[],
  { colours, columns }: { readonly colours: Colours; readonly columns: number },
): string {
  if (updates.length === 0) return 'No update is planned.';
  const accounts = new Set(updates.map(({ account }) => account)).size;
  const byProduct = Map.groupBy(updates, ({ productName, to }) => `${productName} to ${to.name}`);
  return [
    `${colours.bold(count(updates.length, 'planned update'))} in ${count(accounts, 'account')}`,
    table(
      updates.map(({ account, region, provisionedProductName, productName, from, to }) => [
        account,
        region,
        provisionedProductName,
        `${productName} ${from.name} to ${to.name}`,
      ]),
      columns,
    ),
    [
      colours.bold('By product'),
      ...[...byProduct].map(([product, own]) => `  ${String(own.length).padStart(5)}  ${product}`),
    ].join('\n'),
  ].join('\n\n');
}
