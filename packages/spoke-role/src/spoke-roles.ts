import { createHash } from 'node:crypto';
import {
  policyDocument,
  SPOKE_ROLE_NAMES,
  SPOKE_ROLE_PATH,
  SPOKE_ROLES_TAG,
  type PolicyStatement,
  type Role,
  type SpokeAccess,
} from '@catalog-sweep/core';
import { examineStatements, portfolioAccessStatements } from './doctor-statements.ts';
import { readStatements } from './read-statements.ts';
import type { SpokeRoleSettings } from './spoke-role-settings.ts';
import { trustPolicy } from './trust-policy.ts';
import { updateStatements } from './update-statements.ts';

/** The two roles that every spoke account gets: one to look, one to update. */
export function spokeRoles(settings: SpokeRoleSettings): readonly Role[] {
  const tags = { [SPOKE_ROLES_TAG]: spokeRolesDigest(settings) };
  return untaggedRoles(settings).map((role) => ({ ...role, tags }));
}

/** 12 hex digits over all that the roles are made of: their tag, by which the doctor tells roles of another version. */
export function spokeRolesDigest(settings: SpokeRoleSettings): string {
  return createHash('sha256')
    .update(JSON.stringify(untaggedRoles(settings)))
    .digest('hex')
    .slice(0, 12);
}

/** What each of the two roles may do. */
export function spokeStatements({
  partition,
  portfolioAccess,
}: SpokeRoleSettings): Readonly<Record<SpokeAccess, readonly PolicyStatement[]>> {
  return {
    read: [...readStatements(partition), ...examineStatements(partition)],
    update: [...updateStatements(), ...(portfolioAccess ? portfolioAccessStatements(partition) : [])],
  };
}

function untaggedRoles(settings: SpokeRoleSettings): readonly Role[] {
  const { managedPolicies } = settings;
  return [
    role('read', settings, 'catalog-sweep in the hub account looks at provisioned products with this role'),
    {
      ...role('update', settings, 'catalog-sweep in the hub account updates provisioned products with this role'),
      ...(managedPolicies.length === 0 ? {} : { managedPolicies }),
    },
  ];
}

function role(access: SpokeAccess, settings: SpokeRoleSettings, description: string): Role {
  return {
    path: SPOKE_ROLE_PATH,
    name: SPOKE_ROLE_NAMES[access],
    description,
    trustPolicy: trustPolicy(access, settings),
    policies: [{ name: SPOKE_ROLE_NAMES[access], document: policyDocument(...spokeStatements(settings)[access]) }],
  };
}
