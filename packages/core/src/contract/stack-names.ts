/** The stacks of a deployment. Names are fixed: a stack of another name would be another hub, whose roles exist already. */
export const STACK_NAMES = {
  hub: 'CatalogSweepHub',
  /** The StackSet of the spokes. */
  spokes: 'CatalogSweepSpokes',
  /** The two roles in the management account, which StackSets never reach. */
  managementAccount: 'CatalogSweepManagementAccount',
} as const;
