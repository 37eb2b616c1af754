import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { policyDocument, REPORTS_POLICY_NAME, type HubConfiguration, type PolicyStatement } from '@catalog-sweep/core';
import { App, Aws, BootstraplessSynthesizer, CfnParameter, Stack } from 'aws-cdk-lib';
import { ManagedPolicy, PolicyDocument } from 'aws-cdk-lib/aws-iam';
import { acknowledgeWildcards } from './acknowledge-wildcards.ts';
import { resultBucket } from './constructs/buckets.ts';
import { setFeatureFlags } from './constructs/feature-flags.ts';
import { LogReports } from './constructs/log-reports.ts';
import { queryStatements, viewStatements } from './reporting/report-statements.ts';
import { s3AsKmsSeesIt } from './roles/key-statements.ts';

const STACK = 'CatalogSweepReports';

/**
 * The template for the account of a reader: tables, views and workgroup of its own over the hub's log bucket, and a policy for those who ask them. It has
 * neither assets nor macros. What the configuration does not know, because the hub makes it, is a parameter.
 */
export function readerTemplate(configuration: HubConfiguration): object {
  const folder = mkdtempSync(join(tmpdir(), 'catalog-sweep-reader-'));
  try {
    const app = new App({ analyticsReporting: false, outdir: folder });
    readerStack(app, configuration);
    const { template } = app.synth().getStackByName(STACK) as { readonly template: object };
    return template;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The stack of that template. */
export function readerStack(app: App, configuration: HubConfiguration): void {
  const stack = new Stack(app, STACK, {
    synthesizer: new BootstraplessSynthesizer(),
    description: 'catalog-sweep: reports over the logs of a hub in another account',
  });
  setFeatureFlags(stack);
  const logBucket = new CfnParameter(stack, 'LogBucket', {
    description: "the hub's log bucket",
    allowedPattern: '[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]',
    ...(configuration.logS3Bucket === undefined ? {} : { default: configuration.logS3Bucket }),
  }).valueAsString;
  const results = resultBucket(stack);
  const place = {
    partition: Aws.PARTITION,
    account: Aws.ACCOUNT_ID,
    region: Aws.REGION,
    resultBucket: results.bucketName,
  };
  new LogReports(stack, 'Reports', {
    place,
    logBucket,
    logPrefix: configuration.logS3Key,
    resultKey: undefined,
    creatorStatements: viewStatements(place),
  });
  const statements = [
    ...queryStatements(place),
    ...logStatements(logBucket, configuration),
    ...logKeyStatements(stack, configuration),
  ];
  const policy = new ManagedPolicy(stack, 'ReportsPolicy', {
    managedPolicyName: REPORTS_POLICY_NAME,
    description: 'catalog-sweep: asks the tables and views over the logs of the hub',
    document: PolicyDocument.fromJson(policyDocument(...statements)),
  });
  acknowledgeWildcards(policy, statements);
}

function logStatements(logBucket: string, { logS3Key }: HubConfiguration): readonly PolicyStatement[] {
  const bucket = `arn:${Aws.PARTITION}:s3:::${logBucket}`;
  return [
    { Sid: 'ListLogs', Effect: 'Allow', Action: ['s3:GetBucketLocation', 's3:ListBucket'], Resource: [bucket] },
    {
      Sid: 'ReadLogs',
      Effect: 'Allow',
      Action: ['s3:GetObject'],
      Resource: [`${bucket}/${logS3Key}/*`, `${bucket}/catalog-sweep/*`],
      reason: 'all logs of the hub, and the page',
    },
  ];
}

/** Only where a key of KMS encrypts the logs: that of the hub, which is made with it, or that of the bucket that was there. */
function logKeyStatements(
  stack: Stack,
  { hub, encryption, logS3Bucket, logBucket }: HubConfiguration,
): readonly PolicyStatement[] {
  const isOfHub = logS3Bucket === undefined && encryption === 'kms';
  if (!isOfHub && logBucket.keyArn === undefined) return [];
  const key = new CfnParameter(stack, 'LogKey', {
    description: 'the ARN of the key that encrypts the logs',
    allowedPattern: 'arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/.+',
    ...(logBucket.keyArn === undefined ? {} : { default: logBucket.keyArn }),
  }).valueAsString;
  return [
    {
      Sid: 'DecryptLogs',
      Effect: 'Allow',
      Action: ['kms:Decrypt'],
      Resource: [key],
      Condition: { StringEquals: { 'kms:ViaService': s3AsKmsSeesIt(hub.region) } },
    },
  ];
}
