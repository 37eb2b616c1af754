import { partitionOfRegion, UsageError, type HubConfiguration } from '@catalog-sweep/core';

/** What the roles of a spoke are made from. */
export interface SpokeRoleSettings {
  /** aws, aws-us-gov or aws-cn. */
  readonly partition: string;
  readonly hubAccount: string;
  readonly organizationId: string;
  /** Whether `doctor --fix` may make the roles principals of local portfolios, and create the TagOption. */
  readonly portfolioAccess: boolean;
  /** ARNs of managed policies for the update role: what products without a launch role are updated with. */
  readonly managedPolicies: readonly string[];
  /** Whether the role CatalogSweepLocal of the hub account is trusted too, for sweeps from a person's machine. */
  readonly trustLocalSweeps: boolean;
}

/** The settings that `catalog-sweep.yaml` has. Throws UsageError when the hub's Region is none. */
export function spokeRoleSettings({ hub, spokes }: Pick<HubConfiguration, 'hub' | 'spokes'>): SpokeRoleSettings {
  const partition = partitionOfRegion(hub.region);
  if (partition === undefined) throw new UsageError([`hub.region: no Region ${hub.region}`]);
  return { partition, hubAccount: hub.account, organizationId: hub.organizationId, ...spokes };
}
