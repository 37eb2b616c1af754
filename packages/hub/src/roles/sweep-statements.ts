import type { PolicyStatement, StageName } from '@catalog-sweep/core';
import { bucketStatements } from './bucket-statements.ts';
import type { DoctorStage } from './doctor-statements.ts';
import type { HubRoleSettings } from './hub-role-settings.ts';
import { announcing } from './news-statements.ts';

type SweepStage = Exclude<StageName, DoctorStage>;

/** What each stage of a sweep reads and writes: `*` stands for a sweep's id, or for the rest of a key. */
export function sweepStatements(settings: HubRoleSettings): Readonly<Record<SweepStage, readonly PolicyStatement[]>> {
  const work = bucketStatements(settings.partition, 'Work', settings.workBucket);
  const logs = bucketStatements(settings.partition, 'Log', settings.logBucket);
  const waveLogs = [`${settings.logPrefix}/*`, 'catalog-sweep/targets/*'];
  const waveFacts = [
    '*/sweep.json',
    '*/stop.json',
    '*/waves/*',
    '*/scans/*',
    '*/plans/*',
    '*/intents/*',
    '*/results/*',
  ];
  return {
    'plan-sweep': [
      work.list,
      work.read('leases/*', '*/sweep.json', '*/summary.json'),
      work.put('leases/*', '*/sweep.json', '*/catalogue/*'),
      work.upload('*/waves/*'),
      ...readOrganization,
      ...readHubCatalogue(settings.partition),
    ],
    'scan-target': [work.list, work.read('*/sweep.json', '*/stop.json', '*/catalogue/*'), work.put('*/scans/*')],
    'note-failed-target': [work.list, work.read('*/scans/*'), work.put('*/scans/*')],
    'plan-updates': [
      work.list,
      work.read('*/sweep.json', '*/waves/*', '*/scans/*', '*/plans/*'),
      work.upload('*/plans/*'),
    ],
    'start-update': [work.list, work.read('*/sweep.json', '*/stop.json', '*/intents/*'), work.put('*/intents/*')],
    'check-update': [work.read('*/sweep.json')],
    'log-update': [
      work.list,
      work.read('*/stop.json', '*/intents/*', '*/results/*'),
      work.put('*/results/*', '*/failures/*'),
    ],
    // Both write results too: the ends of updates that nobody reported.
    'close-wave': [work.list, work.read(...waveFacts), work.put('*/closed/*', '*/results/*'), logs.upload(...waveLogs)],
    'finish-sweep': [
      work.list,
      work.read(
        ...waveFacts,
        '*/closed/*',
        '*/summary.json',
        '*/end.json',
        '*/findings/*',
        '*/findings.json',
        '*/announced.json',
      ),
      work.put(
        '*/stop.json',
        '*/closed/*',
        '*/results/*',
        '*/summary.json',
        '*/end.json',
        '*/findings.json',
        '*/announced.json',
      ),
      logs.list,
      logs.read(...waveLogs),
      logs.upload(...waveLogs),
      logs.put('catalog-sweep/sweeps/*', 'catalog-sweep/findings/*'),
      announcing(settings),
    ],
  };
}

const readOrganization: readonly PolicyStatement[] = [
  {
    Sid: 'ReadTheOrganization',
    Effect: 'Allow',
    Action: [
      'organizations:DescribeOrganization',
      'organizations:ListAccountsForParent',
      'organizations:ListOrganizationalUnitsForParent',
      'organizations:ListRoots',
    ],
    Resource: ['*'],
    reason: 'two of them know no resource, and the OUs of the others are whatever the organisation has',
  },
];

function readHubCatalogue(partition: string): readonly PolicyStatement[] {
  return [
    {
      Sid: 'ListTheCatalogue',
      Effect: 'Allow',
      Action: [
        'servicecatalog:ListResourcesForTagOption',
        'servicecatalog:ListTagOptions',
        'servicecatalog:SearchProductsAsAdmin',
      ],
      Resource: ['*'],
      reason: 'TagOptions and searches have no resource type',
    },
    {
      Sid: 'LookAtTheCatalogue',
      Effect: 'Allow',
      Action: ['servicecatalog:DescribeProvisioningArtifact', 'servicecatalog:ListProvisioningArtifacts'],
      Resource: [`arn:${partition}:catalog:*:*:product/*`],
      reason: 'any product of the hub, in any Region that is swept, may be shared',
    },
    {
      Sid: 'LookAtShares',
      Effect: 'Allow',
      Action: ['servicecatalog:DescribePortfolioShares', 'servicecatalog:ListPortfoliosForProduct'],
      Resource: [`arn:${partition}:catalog:*:*:portfolio/*`, `arn:${partition}:catalog:*:*:product/*`],
      reason: 'any portfolio of the hub, in any Region that is swept, may be shared',
    },
  ];
}
