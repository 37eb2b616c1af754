import { ORGANIZATION_SERVICES, SPOKE_STACK_SET_NAME, type PolicyStatement } from '@catalog-sweep/core';
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
      work.read(
        '*/sweep.json',
        '*/waves/*',
        '*/catalogue/*',
        '*/findings/*',
        '*/scans/*',
        'leases/*',
        '*/summary.json',
        'watch/*',
      ),
      work.put('*/findings/*'),
      logs.put('catalog-sweep/doctor/*'),
      ...examineHubStatements(settings.partition),
    ],
    'mend-hub': [
      work.list,
      work.read('*/stop.json', '*/findings/*'),
      work.put('*/findings/*'),
      ...mendHubStatements(settings.partition),
    ],
    'examine-target': [
      work.list,
      work.read('*/sweep.json', '*/stop.json', '*/catalogue/*'),
      work.put('*/findings/*'),
      ...examineTargetStatements(settings.partition),
    ],
    'mend-target': [work.list, work.read('*/stop.json', '*/findings/*'), work.put('*/findings/*')],
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
      Resource: ['*'],
      reason:
        'the first two know no resource, and the third names the hub itself by an ARN that holds the management account',
    },
    {
      Sid: 'ReadTheStackSet',
      Effect: 'Allow',
      Action: ['cloudformation:DescribeStackSet', 'cloudformation:ListStackInstances'],
      Resource: [`arn:${partition}:cloudformation:*:*:stackset/${SPOKE_STACK_SET_NAME}:*`],
      reason:
        'made by a delegated administrator, the StackSet lives in the management account, and its id follows its name',
    },
    {
      Sid: 'CallAsDelegatedAdministrator',
      Effect: 'Allow',
      // CloudFormation asks Organizations, with the caller's rights, whether who calls as a delegated administrator is one.
      Action: ['organizations:ListDelegatedAdministrators'],
      Resource: ['*'],
      reason: 'it is about the organisation as a whole, and has no resource type',
      Condition: { StringEquals: { 'organizations:ServicePrincipal': ORGANIZATION_SERVICES.stackSets } },
    },
    {
      Sid: 'ReadTheQuotaOfLambda',
      Effect: 'Allow',
      Action: ['lambda:GetAccountSettings'],
      Resource: ['*'],
      reason: 'it is about the account and Region as a whole, and has no resource type',
    },
    {
      Sid: 'LookAtPortfolios',
      Effect: 'Allow',
      Action: [
        'servicecatalog:DescribePortfolioShares',
        'servicecatalog:ListPortfoliosForProduct',
        'servicecatalog:ListPrincipalsForPortfolio',
      ],
      Resource: [`arn:${partition}:catalog:*:*:portfolio/*`, `arn:${partition}:catalog:*:*:product/*`],
      reason: 'any portfolio of the hub, in any Region that is swept, may be shared',
    },
  ];
}

/** What mend-hub changes: portfolios of the hub, and with whom they share what. */
function mendHubStatements(partition: string): readonly PolicyStatement[] {
  return [
    {
      Sid: 'LetTheSpokeRolesIn',
      Effect: 'Allow',
      Action: ['servicecatalog:AssociatePrincipalWithPortfolio', 'servicecatalog:UpdatePortfolioShare'],
      Resource: [`arn:${partition}:catalog:*:*:portfolio/*`],
      reason: 'any portfolio of the hub, in any Region that is swept, may be shared',
    },
    {
      Sid: 'FollowShares',
      Effect: 'Allow',
      Action: ['servicecatalog:DescribePortfolioShareStatus'],
      Resource: ['*'],
      reason: 'it is asked by the token of a change, which has no resource type',
    },
  ];
}

/** What examine-target asks in the hub; the rest it asks with the read role of the spoke. */
function examineTargetStatements(partition: string): readonly PolicyStatement[] {
  return [
    {
      Sid: 'TellDisabledRegions',
      Effect: 'Allow',
      Action: ['account:GetRegionOptStatus'],
      Resource: [`arn:${partition}:account::*:account`, `arn:${partition}:account::*:account/*`],
      reason:
        "the hub's own account is named in one way, and those of its organisation, whichever they are, in another",
    },
  ];
}
