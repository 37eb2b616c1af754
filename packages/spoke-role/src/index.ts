export { spokeRoleSettings, type SpokeRoleSettings } from './spoke-role-settings.ts';
export { spokeRoles, spokeRolesDigest, spokeStatements } from './spoke-roles.ts';
export { spokeTemplate, type SpokeTemplate } from './spoke-template.ts';
