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
  /** Accounts that may read the organisation beside the management account. */
  readonly delegatedAdministrators: readonly string[];
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
  /** Regions that the account has enabled; null stands for all. */
  readonly enabledRegions: readonly string[] | null;
}

export function organizationOf(store: Store): OrganizationEntity | undefined {
  return store.get('organizations.organization', 'organization');
}

/** The id of the organisation that an account is in. */
export function organizationIdOf(store: Store, account: string): string | undefined {
  return store.get('organizations.accounts', account) === undefined ? undefined : organizationOf(store)?.id;
}

/** Whether an account can be used in a Region: it is not suspended or closed, and has the Region enabled. */
export function isUsable(store: Store, account: string, region: string): boolean {
  const entity = store.get('organizations.accounts', account);
  if (entity === undefined) return true;
  return entity.state === 'ACTIVE' && (entity.enabledRegions === null || entity.enabledRegions.includes(region));
}

/** The ids of the OUs above an account or OU, from the root down. */
export function parentsOf(store: Store, { parentId }: { readonly parentId: string }): string[] {
  const unit = store.get('organizations.units', parentId);
  return unit === undefined ? [parentId] : [...parentsOf(store, unit), parentId];
}
