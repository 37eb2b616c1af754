import type { OptInSource } from '../contract/configuration.ts';
import type { OptInCounts } from '../contract/findings.ts';

/** Of a place without provisioned products, or that could not be looked at. */
export const NOTHING_OPTED_IN: OptInCounts = { spoke: 0, shared: 0, hub: 0 };

/** A product that is provisioned in a target, with all sources that opt it in, allowed or not. */
export interface OptInOfProduct {
  /** How many provisioned products it has there, of those that sweeps would update. */
  readonly provisioned: number;
  readonly sources: ReadonlySet<OptInSource>;
}

/**
 * How many provisioned products each `optIn` setting adds to what the others that are configured opt in: what a setting that is not configured would
 * add, and what would be lost without one that is.
 */
export function optInCounts(products: readonly OptInOfProduct[], configured: readonly OptInSource[]): OptInCounts {
  const count = (source: OptInSource) => {
    const others = configured.filter((other) => other !== source);
    return products
      .filter(({ sources }) => sources.has(source) && !others.some((other) => sources.has(other)))
      .reduce((sum, { provisioned }) => sum + provisioned, 0);
  };
  return { spoke: count('spoke'), shared: count('shared'), hub: count('hub') };
}
