import { DEFAULT_REGIONS } from '../regions.ts';
import type { Store } from '../store.ts';

declare module '../store.ts' {
  interface Tables {
    'organizations.organization': OrganizationEntity;
    'organizations.units': UnitEntity;
    'organizations.accounts': AccountEntity;
  }
}

/** The one organisation, under the id `organization`. */
export interface OrganizationEntity {
  readonly id: string;
  readonly name: string;
  readonly managementAccount: string;
  readonly rootId: string;
  /** Services that may work in all accounts. */
  readonly trustedServices: readonly TrustedService[];
  /** Accounts that act for services in the management account's stead. */
  readonly delegations: readonly Delegation[];
}

/** A service with trusted access. */
interface TrustedService {
  /** Such as account.amazonaws.com. */
  readonly servicePrincipal: string;
  /** Milliseconds since 1970. */
  readonly enabledAt: number;
}

/** An account that is registered as delegated administrator of a service. */
interface Delegation extends TrustedService {
  readonly account: string;
}

/** An OU. */
export interface UnitEntity {
  readonly id: string;
  readonly name: string;
  /** The root or another OU. */
  readonly parentId: string;
}

export interface AccountEntity {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  /** PENDING_ACTIVATION, ACTIVE, SUSPENDED, PENDING_CLOSURE or CLOSED. */
  readonly state: string;
  readonly parentId: string;
  /** Milliseconds since 1970. */
  readonly joinedAt: number;
  /** Regions that the account has enabled beside those that every account has; null stands for all. */
  readonly enabledRegions: readonly string[] | null;
}

export function organizationOf(store: Store): OrganizationEntity | undefined {
  return store.get('organizations.organization', 'organization');
}

/** Whether an account is a delegated administrator: of a service, or of any when none is named. */
export function isDelegated(store: Store, account: string, servicePrincipal?: string): boolean {
  const delegations = organizationOf(store)?.delegations ?? [];
  return delegations.some(
    (one) => one.account === account && (servicePrincipal === undefined || one.servicePrincipal === servicePrincipal),
  );
}

/** The id of the organisation that an account is in. */
export function organizationIdOf(store: Store, account: string): string | undefined {
  return store.get('organizations.accounts', account) === undefined ? undefined : organizationOf(store)?.id;
}

/** Whether an account can be used in a Region: it is not suspended or closed, and has the Region enabled. */
export function isUsable(store: Store, account: string, region: string): boolean {
  const entity = store.get('organizations.accounts', account);
  return entity === undefined || (entity.state === 'ACTIVE' && isEnabledIn(store, account, region));
}

/** Whether an account has a Region enabled, as it has those that nobody needs to opt in to. */
export function isEnabledIn(store: Store, account: string, region: string): boolean {
  const enabled = store.get('organizations.accounts', account)?.enabledRegions ?? null;
  return enabled === null || DEFAULT_REGIONS.has(region) || enabled.includes(region);
}

/** The ids of the OUs above an account or OU, from the root down. */
export function parentsOf(store: Store, { parentId }: { readonly parentId: string }): string[] {
  const unit = store.get('organizations.units', parentId);
  return unit === undefined ? [parentId] : [...parentsOf(store, unit), parentId];
}
