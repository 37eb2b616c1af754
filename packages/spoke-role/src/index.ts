export { spokeRoles, type SpokeRoleSettings } from './spoke-roles.ts';
