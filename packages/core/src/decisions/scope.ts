import type { SweepRequest } from '../contract/configuration.ts';

/**
 * Whether a sweep asked a target for all of its provisioned products. Only then does one that it has no line of no longer exist.
 */
export function isWholeTarget(
  { account, region }: { readonly account: string; readonly region: string },
  { products, provisionedProducts, retry }: SweepRequest,
): boolean {
  const retried = retry?.targets.find((target) => target.account === account && target.region === region);
  return products === undefined && provisionedProducts === undefined && (retried?.provisionedProducts ?? null) === null;
}

/** Whether a sweep was over everything that is configured. Only such sweeps can be compared with each other. */
export function isWholeSweep(request: SweepRequest): boolean {
  const { accounts, organizationalUnits, regions, products, provisionedProducts, retry } = request;
  return [accounts, organizationalUnits, regions, products, provisionedProducts, retry].every(
    (narrowing) => narrowing === undefined,
  );
}
