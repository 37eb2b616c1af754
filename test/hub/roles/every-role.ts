import {
  OPERATOR_NAME,
  SPOKE_ROLE_NAMES,
  STATE_MACHINE_ROLE_NAME,
  VIEW_CREATOR_NAME,
  hubRoleName,
  type HandlerName,
  type PolicyStatement,
  type SpokeAccess,
} from '@catalog-sweep/core';
import {
  functionStatements,
  operatorStatements,
  stateMachineStatements,
  viewCreatorStatements,
  type HubRoleSettings,
} from '@catalog-sweep/hub/runtime';
import { spokeStatements, type SpokeRoleSettings } from '@catalog-sweep/spoke-role';

/** A hub with keys of its own, in a Region with a long name. */
export const HUB_SETTINGS: HubRoleSettings = {
  partition: 'aws',
  hubAccount: '222222222222',
  hubRegion: 'ap-southeast-1',
  workBucket: 'catalog-sweep-work-222222222222-ap-southeast-1',
  logBucket: 'catalog-sweep-logs-222222222222-ap-southeast-1',
  logPrefix: 'ServiceCatalogLogs',
  workKey: 'arn:aws:kms:ap-southeast-1:222222222222:key/11111111-2222-4333-8444-555555555555',
  logKey: 'arn:aws:kms:ap-southeast-1:333333333333:key/66666666-7777-4888-9999-000000000000',
  topicArn: 'arn:aws:sns:ap-southeast-1:222222222222:CatalogSweepHub-HubNotificationsDDA21271-0A1B2C3D4E5F',
  topicKey: 'arn:aws:kms:ap-southeast-1:222222222222:key/11111111-2222-4333-8444-555555555555',
};

export const SPOKE_SETTINGS: SpokeRoleSettings = {
  partition: 'aws',
  hubAccount: '222222222222',
  organizationId: 'o-abcdefghij',
  portfolioAccess: true,
  managedPolicies: [],
  trustLocalSweeps: false,
};

/** What each role may do, and operators, by name and with the reasons. */
export function everyRole(): readonly { readonly name: string; readonly statements: readonly PolicyStatement[] }[] {
  const hub = Object.entries(functionStatements(HUB_SETTINGS)) as [HandlerName, readonly PolicyStatement[]][];
  const spoke = Object.entries(spokeStatements(SPOKE_SETTINGS)) as [SpokeAccess, readonly PolicyStatement[]][];
  return [
    ...hub.map(([handler, statements]) => ({ name: hubRoleName(handler), statements })),
    { name: STATE_MACHINE_ROLE_NAME, statements: stateMachineStatements(HUB_SETTINGS) },
    { name: VIEW_CREATOR_NAME, statements: viewCreatorStatements(HUB_SETTINGS) },
    { name: OPERATOR_NAME, statements: operatorStatements(HUB_SETTINGS) },
    ...spoke.map(([access, statements]) => ({ name: SPOKE_ROLE_NAMES[access], statements })),
  ];
}
