import type { Hash } from '../chance.ts';
import { createRole, type RoleDefinition } from '../iam/roles.ts';
import { putConcurrency } from '../lambda/concurrency.ts';
import type { OrganizationEntity } from '../organizations/entities.ts';
import type { Store } from '../store.ts';
import type { AccountDescription } from './description.ts';
import type { Past } from './past.ts';
import { nameOf, parentOf } from './unit-path.ts';

/** What a program gives the accounts of its organisation: the roles that it needs in them. */
export type RolesOf = (account: { readonly id: string; readonly isHub: boolean; readonly isManagement: boolean }) => {
  /** The roles that a StackSet puts into every account, which may be missing or broken in some. */
  readonly spokeRoles: readonly RoleDefinition[];
  /** The same as an older version of the program made them, for the accounts that are behind. */
  readonly outdatedSpokeRoles: readonly RoleDefinition[];
  readonly otherRoles: readonly RoleDefinition[];
};

interface Ground {
  readonly store: Store;
  readonly hash: Hash;
}

/** Puts the organisation there, its OUs, its accounts with whether their TagOptions were migrated, and their roles. */
export function foundAccounts(past: Past, ground: Ground, roles: RolesOf): void {
  const { organizationalUnits, accounts, hub } = past.organisation;
  const { store } = ground;
  store.put('organizations.organization', 'organization', organizationOf(past));
  putConcurrency(store, past.account(hub.account).id, hub.region, hub.lambdaConcurrency);
  for (const { path } of organizationalUnits) {
    const id = past.unitId(path);
    store.put('organizations.units', id, { id, name: nameOf(path), parentId: past.parentId(parentOf(path)) });
  }
  for (const account of accounts) foundAccount(account, past, store);
  const people = peopleOf(past);
  for (const account of accounts) {
    for (const role of [...adminRoles(account, past, people), ...givenRoles(account, past, roles)]) {
      createRole({ ...ground, now: past.notBefore() }, account.id, role);
    }
  }
}

function organizationOf(past: Past): OrganizationEntity {
  const { organisation, hub } = past.organisation;
  const enabledAt = past.notBefore();
  // A management account is nobody's delegate.
  const delegated = hub.account === organisation.managementAccount ? [] : hub.registrations;
  return {
    id: organisation.id,
    name: organisation.name,
    managementAccount: past.account(organisation.managementAccount).id,
    rootId: organisation.rootId,
    trustedServices: organisation.trustedAccess.map((servicePrincipal) => ({ servicePrincipal, enabledAt })),
    delegations: delegated.map((servicePrincipal) => ({
      servicePrincipal,
      enabledAt,
      account: past.account(hub.account).id,
    })),
  };
}

function foundAccount(
  { id, name, state, organizationalUnit, regions, tagOptionsMigrated }: AccountDescription,
  past: Past,
  store: Store,
): void {
  store.put('organizations.accounts', id, {
    id,
    name,
    email: `aws+${id}@example.com`,
    state,
    parentId: past.parentId(organizationalUnit),
    joinedAt: past.notBefore(),
    enabledRegions: regions ?? null,
  });
  if (!tagOptionsMigrated) store.put('servicecatalog.accounts', id, { tagOptionsMigrated });
}

/** The roles that launched something, or did something to it later, by account. */
function peopleOf({ organisation }: Past): ReadonlyMap<string, ReadonlySet<string>> {
  const people = new Map<string, Set<string>>();
  for (const { account, launchedBy, later } of organisation.provisionedProducts) {
    const roles = people.get(account) ?? new Set();
    people.set(account, roles);
    for (const role of [launchedBy, ...later.map(({ by }) => by)]) roles.add(role);
  }
  return people;
}

/** Those who made history, who may do everything: people, and the launch roles that portfolios name. */
function adminRoles(
  account: AccountDescription,
  { organisation }: Past,
  people: ReturnType<typeof peopleOf>,
): RoleDefinition[] {
  const launchRoles = organisation.portfolios.flatMap(({ products }) =>
    products.flatMap(({ launchRole }) => launchRole ?? []),
  );
  return [
    ...[...(people.get(account.name) ?? [])].map((role) => adminRole(role, { AWS: `arn:aws:iam::${account.id}:root` })),
    ...[...new Set(launchRoles)].map((role) => adminRole(role, { Service: 'servicecatalog.amazonaws.com' })),
  ];
}

function adminRole(role: string, principal: object): RoleDefinition {
  const slash = role.lastIndexOf('/') + 1;
  return {
    path: `/${role.slice(0, slash)}`,
    name: role.slice(slash),
    trustPolicy: policy({ Action: 'sts:AssumeRole', Principal: principal }),
    policies: [{ name: 'Everything', document: policy({ Action: '*', Resource: '*' }) }],
  };
}

function policy(statement: object): object {
  return { Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] };
}

function givenRoles(
  { id, name, spokeRoles }: AccountDescription,
  { organisation }: Past,
  roles: RolesOf,
): readonly RoleDefinition[] {
  const given = roles({
    id,
    isHub: name === organisation.hub.account,
    isManagement: name === organisation.organisation.managementAccount,
  });
  return [...given.otherRoles, ...spokeRolesOf(given, spokeRoles)];
}

function spokeRolesOf(given: ReturnType<RolesOf>, state: AccountDescription['spokeRoles']): readonly RoleDefinition[] {
  switch (state) {
    case 'ok':
      return given.spokeRoles;
    case 'outdated':
      return given.outdatedSpokeRoles;
    case 'broken-trust':
      return given.spokeRoles.map((role) => ({ ...role, trustPolicy: BROKEN_TRUST }));
    case 'incomplete':
      return given.spokeRoles.slice(0, 1);
    case 'none':
      return [];
  }
}

/** Trusts an account that is none of the organisation's, as after a hub that was moved. */
const BROKEN_TRUST = policy({ Action: 'sts:AssumeRole', Principal: { AWS: 'arn:aws:iam::999999999999:root' } });
