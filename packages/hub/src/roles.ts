import {
  HANDLER_NAMES,
  HUB_ROLE_PATH,
  hubRoleName,
  LOCAL_SWEEP_ROLE_NAME,
  policyDocument,
  SPOKE_ROLE_USERS,
  spokeRoleArn,
  type HandlerName,
  type PolicyDocument,
  type PolicyStatement,
  type Role,
  type SpokeAccess,
} from '@catalog-sweep/core';

export interface HubRoleSettings {
  /** aws, aws-us-gov or aws-cn. */
  readonly partition: string;
  readonly workBucket: string;
  readonly logBucket: string;
  readonly logPrefix: string;
}

/** The roles of the hub's functions: one each, with what that stage does and no more. */
export function hubRoles(settings: HubRoleSettings): readonly Role[] {
  const statements = statementsByHandler(settings);
  return HANDLER_NAMES.map((handler) => ({
    path: HUB_ROLE_PATH,
    name: hubRoleName(handler),
    description: `catalog-sweep: the function ${handler}`,
    trustPolicy: trusting('lambda.amazonaws.com'),
    policies: [
      {
        name: hubRoleName(handler),
        document: policyDocument(...statements[handler], ...assumeSpokeRoles(handler, settings.partition)),
      },
    ],
  }));
}

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
        document: policyDocument(work.list, work.read('*/summary.json'), work.write('*/stop.json')),
      },
    ],
  };
}

/**
 * The role for sweeps from a person's machine: what all functions and the state machine may do together. Spokes trust it only when their
 * template was made to.
 */
export function localSweepRole(settings: HubRoleSettings & { readonly hubAccount: string }): Role {
  const { partition, hubAccount } = settings;
  const together = [...hubRoles(settings), stateMachineRole(settings), operatorRole(settings)].flatMap(({ policies }) =>
    policies.flatMap(({ document }) => document.Statement),
  );
  return {
    path: HUB_ROLE_PATH,
    name: LOCAL_SWEEP_ROLE_NAME,
    description: "catalog-sweep: sweeps from a person's machine",
    trustPolicy: policyDocument({
      Sid: 'WhoeverTheHubAllows',
      Effect: 'Allow',
      Action: ['sts:AssumeRole'],
      Principal: { AWS: `arn:${partition}:iam::${hubAccount}:root` },
    }),
    policies: [{ name: LOCAL_SWEEP_ROLE_NAME, document: policyDocument(...mergedBySid(together)) }],
  };
}

/** One statement for each purpose. */
function mergedBySid(statements: readonly PolicyStatement[]): PolicyStatement[] {
  return [...Map.groupBy(statements, ({ Sid }) => Sid)].map(([sid, same]) => ({
    Sid: sid,
    Effect: 'Allow',
    Action: [...new Set(same.flatMap(({ Action }) => Action))],
    Resource: [...new Set(same.flatMap(({ Resource = [] }) => Resource))],
  }));
}

function trusting(service: string): PolicyDocument {
  return policyDocument({
    Sid: 'ItsServiceAlone',
    Effect: 'Allow',
    Action: ['sts:AssumeRole'],
    Principal: { Service: service },
  });
}

/** What each stage reads and writes: `*` stands for a sweep's id, or for the rest of a key. */
function statementsByHandler(settings: HubRoleSettings): Readonly<Record<HandlerName, readonly PolicyStatement[]>> {
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
      work.write('leases/*', '*/sweep.json', '*/waves/*', '*/catalogue/*'),
      ...readOrganization,
      ...readHubCatalogue(settings.partition),
    ],
    'scan-target': [work.list, work.read('*/sweep.json', '*/stop.json', '*/catalogue/*'), work.write('*/scans/*')],
    'note-failed-target': [work.list, work.read('*/scans/*'), work.write('*/scans/*')],
    'plan-updates': [
      work.list,
      work.read('*/sweep.json', '*/waves/*', '*/scans/*', '*/plans/*'),
      work.write('*/plans/*'),
    ],
    'start-update': [work.list, work.read('*/sweep.json', '*/stop.json', '*/intents/*'), work.write('*/intents/*')],
    'check-update': [work.list, work.read('*/sweep.json')],
    'log-update': [
      work.list,
      work.read('*/stop.json', '*/intents/*', '*/results/*'),
      work.write('*/results/*', '*/failures/*'),
    ],
    // Both write results too: the ends of updates that nobody reported.
    'close-wave': [
      work.list,
      work.read(...waveFacts),
      work.write('*/closed/*', '*/results/*'),
      logs.write(...waveLogs),
    ],
    'finish-sweep': [
      work.list,
      work.read(...waveFacts, '*/closed/*', '*/summary.json'),
      work.write('*/stop.json', '*/closed/*', '*/results/*', '*/summary.json'),
      logs.list,
      logs.read(...waveLogs),
      logs.write(...waveLogs, 'catalog-sweep/sweeps/*'),
    ],
  };
}

function assumeSpokeRoles(handler: HandlerName, partition: string): readonly PolicyStatement[] {
  const accesses = (Object.keys(SPOKE_ROLE_USERS) as SpokeAccess[]).filter((access) =>
    SPOKE_ROLE_USERS[access].includes(handler),
  );
  if (accesses.length === 0) return [];
  return [
    {
      Sid: 'AssumeSpokeRoles',
      Effect: 'Allow',
      Action: ['sts:AssumeRole'],
      // The accounts of an organisation come and go; path and name are ours alone.
      Resource: accesses.map((access) => spokeRoleArn({ partition, account: '*', access })),
    },
  ];
}

function bucketStatements(partition: string, label: 'Work' | 'Log', bucket: string) {
  const arn = `arn:${partition}:s3:::${bucket}`;
  const objects =
    (sid: string, ...actions: readonly string[]) =>
    (...keys: readonly string[]): PolicyStatement => ({
      Sid: sid,
      Effect: 'Allow',
      Action: actions,
      Resource: keys.map((key) => `${arn}/${key}`),
    });
  // Without it S3 answers 403 and not 404 for an object that is not there.
  const list: PolicyStatement = {
    Sid: `List${label}Bucket`,
    Effect: 'Allow',
    Action: ['s3:ListBucket'],
    Resource: [arn],
  };
  return {
    list,
    read: objects(`Read${label}Objects`, 's3:GetObject'),
    // A long log is uploaded in parts, which are given up when something fails.
    write: objects(`Write${label}Objects`, 's3:PutObject', 's3:AbortMultipartUpload'),
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
    // Two of them know no resource; the OUs of the others are whatever the organisation has.
    Resource: ['*'],
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
      // IAM knows no narrower resource for these actions.
      Resource: ['*'],
    },
    {
      Sid: 'LookAtTheCatalogue',
      Effect: 'Allow',
      Action: ['servicecatalog:DescribeProvisioningArtifact', 'servicecatalog:ListProvisioningArtifacts'],
      Resource: [`arn:${partition}:catalog:*:*:product/*`],
    },
    {
      Sid: 'LookAtShares',
      Effect: 'Allow',
      Action: ['servicecatalog:DescribePortfolioShares', 'servicecatalog:ListPortfoliosForProduct'],
      Resource: [`arn:${partition}:catalog:*:*:portfolio/*`, `arn:${partition}:catalog:*:*:product/*`],
    },
  ];
}
