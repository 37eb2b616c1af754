import { stackStatusAt } from '../cloudformation/stack-statuses.ts';
import type { Store } from '../store.ts';
import { provisionedProductAt } from './view.ts';

/** What really runs behind a provisioned product, whatever Service Catalog shows. */
export interface RealState {
  readonly account: string;
  readonly region: string;
  readonly id: string;
  readonly name: string;
  readonly product: string;
  readonly versionId: string | undefined;
  /** The name of the version whose resources run; undefined when it no longer exists, or nothing runs. */
  readonly version: string | undefined;
  readonly parameters: Readonly<Record<string, string>>;
  readonly stackStatus: string | undefined;
  readonly status: string;
  /** How many operations there were on it. */
  readonly operations: number;
}

/** The real state of every provisioned product at a time (milliseconds since 1970), by id. */
export function realState(store: Store, now: number): ReadonlyMap<string, RealState> {
  const states = new Map<string, RealState>();
  for (const entity of store.all('servicecatalog.provisionedProducts')) {
    const product = provisionedProductAt(entity, store, now);
    if (product === undefined) continue;
    const versions = store.get('servicecatalog.products', product.productId)?.versions ?? [];
    states.set(product.id, {
      account: product.account,
      region: product.region,
      id: product.id,
      name: product.name,
      product: product.productId,
      versionId: product.stack?.versionId,
      version: versions.find(({ id }) => id === product.stack?.versionId)?.name,
      parameters: product.stack?.parameters ?? {},
      stackStatus: stackStatusAt(entity, store, now),
      status: product.status,
      operations: product.records.length,
    });
  }
  return states;
}
