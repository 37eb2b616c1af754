import { managementAccountOf, type HubConfiguration } from '@catalog-sweep/core';

/** Where a StackSet puts its stacks, in CloudFormation's words. */
export interface DeploymentTargets {
  readonly organizationalUnitIds: string[];
  readonly accounts?: string[];
  readonly accountFilterType?: 'DIFFERENCE' | 'INTERSECTION';
}

/**
 * The accounts that a configuration sweeps, as far as CloudFormation can be told: everything, or OUs with all that joins them, or accounts, without
 * those that are excluded by number. An excluded OU inside of an included one cannot be told, so its accounts have the roles and are not swept.
 * Named accounts are a group of their own, because the resource refuses the filter UNION.
 * https://github.com/aws-cloudformation/aws-cloudformation-resource-providers-cloudformation/issues/100
 */
export function deploymentTargets({ hub, targets }: Pick<HubConfiguration, 'hub' | 'targets'>): DeploymentTargets[] {
  const { include, exclude } = targets;
  const managementAccount = managementAccountOf(hub);
  const isReached = (account: string) => account !== managementAccount;
  const excluded = exclude.accounts.filter(isReached);
  const accounts = include.accounts.filter(isReached);
  const isEverything = include.accounts.length === 0 && include.organizationalUnits.length === 0;
  const organizationalUnits = isEverything ? [hub.organizationRootId] : include.organizationalUnits;

  const groups: DeploymentTargets[] = [];
  if (organizationalUnits.length > 0) {
    groups.push({
      organizationalUnitIds: organizationalUnits,
      ...(excluded.length === 0 ? {} : { accounts: excluded, accountFilterType: 'DIFFERENCE' }),
    });
  }
  if (accounts.length > 0) {
    groups.push({ organizationalUnitIds: [hub.organizationRootId], accounts, accountFilterType: 'INTERSECTION' });
  }
  return groups;
}
