import type { PolicyStatement, Role as RoleData } from '@catalog-sweep/core';
import { CfnRole, PolicyDocument, Role, ServicePrincipal, type IRole } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { acknowledgeWildcards } from '../acknowledge-wildcards.ts';

/**
 * A role of the hub, exactly as its data says: what else constructs would like to add to it is not added. Names are fixed, because the spokes trust
 * them. `statements` are those of its policies with their reasons.
 */
export function deployedRole(
  scope: Construct,
  { path, name, description, trustPolicy, policies }: RoleData,
  statements: readonly PolicyStatement[],
): IRole {
  const role = new Role(scope, 'Role', {
    path,
    roleName: name,
    description,
    // Replaced below by the whole trust policy, conditions included.
    assumedBy: new ServicePrincipal(String(trustPolicy.Statement[0]?.Principal?.['Service'])),
    inlinePolicies: Object.fromEntries(
      policies.map(({ name: policyName, document }) => [policyName, PolicyDocument.fromJson(document)]),
    ),
  });
  if (role.node.defaultChild instanceof CfnRole) {
    role.node.defaultChild.assumeRolePolicyDocument = PolicyDocument.fromJson(trustPolicy);
  }
  acknowledgeWildcards(role, statements);
  return role.withoutPolicyUpdates();
}
