import { partitionOfRegion } from './aws-regions.ts';
import type { ConfigurationProblem, Rule } from './configuration-rules.ts';
import type { HubConfiguration } from './hub-configuration.ts';

/** What the settings of the hub, its logs and its roles have to be to each other. */
export const HUB_RULES: readonly Rule[] = [
  { of: ['hub.role', 'hub.account', 'hub.managementAccount'], problems: managementAccountProblems },
  { of: ['logS3Bucket', 'logBucket'], problems: ownBucketProblems },
  { of: ['hub.account', 'logS3Bucket', 'logBucket.account'], problems: logOwnerProblems },
  { of: ['hub.region', 'logBucket.keyArn'], problems: logKeyProblems },
  { of: ['hub.region', 'spokes.managedPolicies'], problems: policyProblems },
  { of: ['hub.account', 'readerAccounts'], problems: readerProblems },
];

function managementAccountProblems({ hub }: HubConfiguration): readonly ConfigurationProblem[] {
  const path = ['hub', 'managementAccount'];
  if (hub.managementAccount === undefined) return [];
  if (hub.role === 'management-account') {
    return [
      { path, message: 'the hub is the management account itself by hub.role: leave this out, or change the role' },
    ];
  }
  if (hub.managementAccount !== hub.account) return [];
  return [{ path, message: `${hub.account} is the hub: set hub.role to management-account instead, if it is that` }];
}

function ownBucketProblems({ logS3Bucket, logBucket }: HubConfiguration): readonly ConfigurationProblem[] {
  if (logS3Bucket !== undefined) return [];
  return Object.keys(logBucket).map((key) => ({
    path: ['logBucket', key],
    message: 'says something about an existing bucket, and logS3Bucket names none: name it, or leave this out',
  }));
}

function logOwnerProblems({ hub, logS3Bucket, logBucket }: HubConfiguration): readonly ConfigurationProblem[] {
  if (logS3Bucket === undefined || logBucket.account !== hub.account) return [];
  return [
    { path: ['logBucket', 'account'], message: `${hub.account} is the hub, whose bucket it is anyway: leave this out` },
  ];
}

/** The bucket of the logs is in the hub's Region, and S3 encrypts with keys of the bucket's Region. */
function logKeyProblems({ hub, logBucket }: HubConfiguration): readonly ConfigurationProblem[] {
  const [, partition, , region] = logBucket.keyArn?.split(':') ?? [];
  if (region === undefined || (region === hub.region && partition === partitionOfRegion(hub.region))) return [];
  return [
    {
      path: ['logBucket', 'keyArn'],
      message: `the key is in ${region} of the partition ${partition}, and bucket and key have to be in the hub's Region, ${hub.region}`,
    },
  ];
}

function policyProblems({ hub, spokes }: HubConfiguration): readonly ConfigurationProblem[] {
  const start = `arn:${partitionOfRegion(hub.region)}:`;
  return spokes.managedPolicies.flatMap((arn, index) =>
    arn.startsWith(start)
      ? []
      : {
          path: ['spokes', 'managedPolicies', index],
          message: `${arn} is of another partition than the hub: ${start}…`,
        },
  );
}

function readerProblems({ hub, readerAccounts }: HubConfiguration): readonly ConfigurationProblem[] {
  const index = readerAccounts.indexOf(hub.account);
  if (index === -1) return [];
  return [
    {
      path: ['readerAccounts', index],
      message: `${hub.account} is the hub, which reads its logs anyway: leave it out`,
    },
  ];
}
