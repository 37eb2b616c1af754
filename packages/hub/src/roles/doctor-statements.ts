import { SPOKE_STACK_SET_NAME, type PolicyStatement } from '@catalog-sweep/core';
import { bucketStatements } from './bucket-statements.ts';
import type { HubRoleSettings } from './hub-role-settings.ts';

/** The stages of a doctor. */
export type DoctorStage = 'examine-hub' | 'mend-hub' | 'examine-target' | 'mend-target';

/** What each of them reads, writes and asks AWS in the hub. */
export function doctorStatements(settings: HubRoleSettings): Readonly<Record<DoctorStage, readonly PolicyStatement[]>> {
  const work = bucketStatements(settings.partition, 'Work', settings.workBucket);
  const logs = bucketStatements(settings.partition, 'Log', settings.logBucket);
  return {
    'examine-hub': [
      work.list,
      work.read('*/sweep.json', '*/catalogue/*', 'leases/*'),
      work.write('*/findings/*', 'doctor/*'),
      logs.write('catalog-sweep/doctor/*'),
      ...examineHubStatements(settings.partition),
    ],
    'mend-hub': [
      work.list,
      work.read('*/findings/*'),
      work.write('*/findings/*'),
      ...mendHubStatements(settings.partition),
    ],
    'examine-target': [
      work.list,
      work.read('*/sweep.json', '*/stop.json', '*/catalogue/*', '*/findings/*'),
      work.write('*/findings/*'),
      ...examineTargetStatements(settings.partition),
    ],
    'mend-target': [work.list, work.read('*/findings/*'), work.write('*/findings/*')],
  };
}

/** What examine-hub asks AWS, beside buckets. */
function examineHubStatements(partition: string): readonly PolicyStatement[] {
  return [
    {
      Sid: 'ReadTheHubsStanding',
      Effect: 'Allow',
      Action: [
        'organizations:DescribeOrganization',
        'organizations:ListAWSServiceAccessForOrganization',
        'organizations:ListDelegatedServicesForAccount',
      ],
      // The first two know no resource, and the third names the hub itself by an ARN that holds the management account.
      Resource: ['*'],
    },
    {
      Sid: 'ReadTheStackSet',
      Effect: 'Allow',
      Action: ['cloudformation:DescribeStackSet', 'cloudformation:ListStackInstances'],
      // Made by a delegated administrator, the StackSet lives in the management account.
      Resource: [`arn:${partition}:cloudformation:*:*:stackset/${SPOKE_STACK_SET_NAME}:*`],
    },
  ];
}

/** What mend-hub changes, beside what it was told in the work bucket. */
function mendHubStatements(_partition: string): readonly PolicyStatement[] {
  return [];
}

/** What examine-target asks in the hub; the rest it asks with the read role of the spoke. */
function examineTargetStatements(_partition: string): readonly PolicyStatement[] {
  return [];
}
