import { HUB_ROLE_PATH, policyDocument, type Role } from '@catalog-sweep/core';
import { bucketStatements } from './bucket-statements.ts';
import type { HubRoleSettings } from './hub-role-settings.ts';
import { trusting } from './trusting.ts';

/** The role of the state machine: it reads the items of its Maps and writes their results. */
export function stateMachineRole(settings: Pick<HubRoleSettings, 'partition' | 'workBucket'>): Role {
  const work = bucketStatements(settings.partition, 'Work', settings.workBucket);
  return {
    path: HUB_ROLE_PATH,
    name: 'CatalogSweepStateMachine',
    description: 'catalog-sweep: the state machine of the sweep',
    trustPolicy: trusting('states.amazonaws.com'),
    policies: [
      {
        name: 'CatalogSweepStateMachine',
        document: policyDocument(work.list, work.read('*/waves/*', '*/plans/*'), work.write('*/maps/*')),
      },
    ],
  };
}
