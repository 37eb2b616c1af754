import { HUB_ROLE_PATH, policyDocument, type Role } from '@catalog-sweep/core';
import { bucketStatements } from './bucket-statements.ts';
import type { HubRoleSettings } from './hub-role-settings.ts';
import { trusting } from './trusting.ts';

/** What somebody needs who stops sweeps and reads how they ended. */
export function operatorRole(settings: Pick<HubRoleSettings, 'partition' | 'workBucket'>): Role {
  const work = bucketStatements(settings.partition, 'Work', settings.workBucket);
  return {
    path: HUB_ROLE_PATH,
    name: 'CatalogSweepOperator',
    description: 'catalog-sweep: stops sweeps and reads their summaries',
    trustPolicy: trusting('lambda.amazonaws.com'),
    policies: [
      {
        name: 'CatalogSweepOperator',
        document: policyDocument(work.list, work.read('*/summary.json', '*/findings.json'), work.write('*/stop.json')),
      },
    ],
  };
}
