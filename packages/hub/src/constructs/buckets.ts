import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership, type BucketProps } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { QUERY_RESULTS } from '../reporting/report-statements.ts';

/** What all of them have in common. Those with logs outlive their stack. */
const PRIVATE = {
  blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
  enforceSSL: true,
  minimumTLSVersion: 1.2,
  objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
  removalPolicy: RemovalPolicy.RETAIN,
} as const satisfies BucketProps;

/** With a key, a bucket key too: one call of KMS for many objects. */
function encryption(key: IKey | undefined): BucketProps {
  return key === undefined
    ? { encryption: BucketEncryption.S3_MANAGED }
    : { encryption: BucketEncryption.KMS, encryptionKey: key, bucketKeyEnabled: true };
}

/** Where S3 writes who asked for what in the other buckets. It takes no key of ours: log delivery refuses them. */
export function accessLogBucket(scope: Construct): Bucket {
  const bucket = new Bucket(scope, 'AccessLogBucket', {
    ...PRIVATE,
    encryption: BucketEncryption.S3_MANAGED,
    lifecycleRules: [{ expiration: Duration.days(400) }],
  });
  Validations.of(bucket).acknowledge({
    id: 'AwsSolutions-S1',
    reason: 'access logs of the bucket of access logs would log themselves',
  });
  return bucket;
}

/**
 * All that belongs to sweeps under way; nobody needs it after a month, and it goes with the stack. CloudFormation deletes only an empty bucket, and
 * nothing here empties it by itself: that would take a function that may delete whatever it holds.
 */
export function workBucket(
  scope: Construct,
  { key, accessLogs }: { readonly key: IKey | undefined; readonly accessLogs: Bucket },
): Bucket {
  return new Bucket(scope, 'WorkBucket', {
    ...PRIVATE,
    ...encryption(key),
    removalPolicy: RemovalPolicy.DESTROY,
    serverAccessLogsBucket: accessLogs,
    serverAccessLogsPrefix: 'work/',
    lifecycleRules: [
      { expiration: Duration.days(30), abortIncompleteMultipartUploadAfter: Duration.days(1) },
      // Results of queries are for whoever asked, and can be asked for again.
      { prefix: QUERY_RESULTS, expiration: Duration.days(7) },
    ],
  });
}

/** The logs, which are kept: a version that is overwritten or deleted stays for a year. */
export function ownLogBucket(
  scope: Construct,
  { key, accessLogs }: { readonly key: IKey | undefined; readonly accessLogs: Bucket },
): Bucket {
  return new Bucket(scope, 'LogBucket', {
    ...PRIVATE,
    ...encryption(key),
    versioned: true,
    serverAccessLogsBucket: accessLogs,
    serverAccessLogsPrefix: 'logs/',
    lifecycleRules: [
      { noncurrentVersionExpiration: Duration.days(365), abortIncompleteMultipartUploadAfter: Duration.days(1) },
    ],
  });
}

/** The results of a reader's queries: they go after a week, and with their stack. */
export function resultBucket(scope: Construct): Bucket {
  const bucket = new Bucket(scope, 'ResultBucket', {
    ...PRIVATE,
    ...encryption(undefined),
    removalPolicy: RemovalPolicy.DESTROY,
    lifecycleRules: [{ expiration: Duration.days(7), abortIncompleteMultipartUploadAfter: Duration.days(1) }],
  });
  Validations.of(bucket).acknowledge({
    id: 'AwsSolutions-S1',
    reason: 'who asked what stands in the history of Athena; results are copies that expire',
  });
  return bucket;
}
