/** The service-managed StackSet that puts the two roles into every spoke. */
export const SPOKE_STACK_SET_NAME = 'CatalogSweepSpokes';

/** The tag of both spoke roles that tells their template: its value is a digest of what the roles are made of. */
export const SPOKE_ROLES_TAG = 'catalog-sweep:roles';

/** What AWS calls the three services that a hub works with across the organisation: for trusted access, and to register an administrator. */
export const ORGANIZATION_SERVICES = {
  stackSets: 'member.org.stacksets.cloudformation.amazonaws.com',
  serviceCatalog: 'servicecatalog.amazonaws.com',
  accountManagement: 'account.amazonaws.com',
} as const;
