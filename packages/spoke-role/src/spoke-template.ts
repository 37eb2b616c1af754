import { roleProperties, type RoleProperties } from './role-properties.ts';
import type { SpokeRoleSettings } from './spoke-role-settings.ts';
import { spokeRoles } from './spoke-roles.ts';

/** A CloudFormation template that has roles and nothing else. */
export interface SpokeTemplate {
  readonly AWSTemplateFormatVersion: '2010-09-09';
  readonly Description: string;
  readonly Resources: Readonly<
    Record<string, { readonly Type: 'AWS::IAM::Role'; readonly Properties: RoleProperties }>
  >;
}

/**
 * The template of the two roles, for a StackSet or for a stack of an account's own. It is plain: no parameters, since accounts that a StackSet reaches
 * later get defaults, and no assets, transforms or macros, which service-managed StackSets refuse.
 */
export function spokeTemplate(settings: SpokeRoleSettings): SpokeTemplate {
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: `catalog-sweep: the roles with which the hub account ${settings.hubAccount} looks at provisioned products and updates them`,
    Resources: Object.fromEntries(
      spokeRoles(settings).map((role) => [role.name, { Type: 'AWS::IAM::Role', Properties: roleProperties(role) }]),
    ),
  };
}
