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

function untaggedRoles(settings: SpokeRoleSettings): readonly Role[] {
  const { partition, portfolioAccess, managedPolicies } = settings;
  return [
    role('read', settings, {
      description: 'catalog-sweep in the hub account looks at provisioned products with this role',
      statements: [...readStatements(partition), ...examineStatements(partition)],
    }),
    {
      ...role('update', settings, {
        description: 'catalog-sweep in the hub account updates provisioned products with this role',
        statements: [...updateStatements(), ...(portfolioAccess ? portfolioAccessStatements(partition) : [])],
      }),
      ...(managedPolicies.length === 0 ? {} : { managedPolicies }),
    },
  ];
}

function role(
  access: SpokeAccess,
  settings: SpokeRoleSettings,
  { description, statements }: { readonly description: string; readonly statements: readonly PolicyStatement[] },
): Role {
  return {
    path: SPOKE_ROLE_PATH,
    name: SPOKE_ROLE_NAMES[access],
    description,
    trustPolicy: trustPolicy(access, settings),
    policies: [{ name: SPOKE_ROLE_NAMES[access], document: policyDocument(...statements) }],
  };
}
