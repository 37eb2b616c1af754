export { roleProperties, type RoleProperties } from './role-properties.ts';
export { spokeRoleSettings, type SpokeRoleSettings } from './spoke-role-settings.ts';
export { spokeRoles, spokeRolesDigest } from './spoke-roles.ts';
export { spokeTemplate, type SpokeTemplate } from './spoke-template.ts';
