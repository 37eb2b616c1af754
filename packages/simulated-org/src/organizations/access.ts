import { ServiceError, type RequestContext } from '../operation.ts';
import { isDelegated, organizationOf, type OrganizationEntity } from './entities.ts';

/** The organisation of the caller. Throws ServiceError when it is in none. */
export function mine({ store, caller }: RequestContext): OrganizationEntity {
  const organization = organizationOf(store);
  if (organization === undefined || caller.organizationId === undefined) {
    throw new ServiceError('AWSOrganizationsNotInUseException', 'Your account is not a member of an organization.');
  }
  return organization;
}

/** The caller's organisation, for most operations are for the management account and delegated administrators alone. Throws ServiceError to others. */
export function administered(context: RequestContext): OrganizationEntity {
  const organization = mine(context);
  const { account } = context.caller;
  if (account !== organization.managementAccount && !isDelegated(context.store, account)) {
    throw new ServiceError('AccessDeniedException', "You don't have permissions to access this resource.");
  }
  return organization;
}
