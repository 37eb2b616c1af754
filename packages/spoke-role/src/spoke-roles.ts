import {
  HUB_ROLE_PATH,
  hubRoleName,
  LOCAL_SWEEP_ROLE_NAME,
  policyDocument,
  SPOKE_ROLE_NAMES,
  SPOKE_ROLE_PATH,
  SPOKE_ROLE_USERS,
  type PolicyDocument,
  type PolicyStatement,
  type Role,
  type SpokeAccess,
} from '@catalog-sweep/core';
import { doctorReadStatements } from './doctor-statements.ts';
import { readStatements } from './read-statements.ts';
import { updateStatements } from './update-statements.ts';

export interface SpokeRoleSettings {
  /** aws, aws-us-gov or aws-cn. */
  readonly partition: string;
  readonly hubAccount: string;
  readonly organizationId: string;
  /** Whether the role CatalogSweepLocal of the hub account is trusted too, for sweeps from a person's machine. */
  readonly trustLocalSweeps: boolean;
}

/** The two roles that every spoke account gets: one to look, one to update. */
export function spokeRoles(settings: SpokeRoleSettings): readonly Role[] {
  return [
    role('read', settings, {
      description: 'catalog-sweep in the hub account looks at provisioned products with this role',
      statements: [...readStatements(settings.partition), ...doctorReadStatements(settings.partition)],
    }),
    role('update', settings, {
      description: 'catalog-sweep in the hub account updates provisioned products with this role',
      statements: updateStatements(),
    }),
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

/**
 * Trusts exactly the hub's roles that need this one. The principal is the hub account and the roles stand in a condition: a role ARN as
 * principal is stored as that role's unique id, so a hub role that is made anew would be locked out, and one that does not exist yet
 * would fail the StackSet. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
function trustPolicy(access: SpokeAccess, settings: SpokeRoleSettings): PolicyDocument {
  const { partition, hubAccount, organizationId, trustLocalSweeps } = settings;
  const names = SPOKE_ROLE_USERS[access].map(hubRoleName);
  if (trustLocalSweeps) names.push(LOCAL_SWEEP_ROLE_NAME);
  return policyDocument({
    Sid: 'TheHubAlone',
    Effect: 'Allow',
    Action: ['sts:AssumeRole'],
    Principal: { AWS: `arn:${partition}:iam::${hubAccount}:root` },
    Condition: {
      ArnEquals: {
        'aws:PrincipalArn': names.map((name) => `arn:${partition}:iam::${hubAccount}:role${HUB_ROLE_PATH}${name}`),
      },
      StringEquals: { 'aws:PrincipalOrgID': organizationId },
    },
  });
}
