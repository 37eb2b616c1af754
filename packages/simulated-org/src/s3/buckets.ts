import { ResourcePolicy } from '../iam/policy.ts';
import { bound } from '../iam/principals.ts';
import { checkedPolicy, idsOfPrincipals } from '../iam/roles.ts';
import { ServiceError } from '../operation.ts';
import type { Store } from '../store.ts';

declare module '../store.ts' {
  interface Tables {
    /** By name. */
    's3.buckets': BucketEntity;
  }
}

/** A bucket as somebody defines it. */
export interface BucketDefinition {
  readonly name: string;
  /** Who owns it. Others have access only if its policy says so. */
  readonly account: string;
  readonly region: string;
  /** The bucket policy, in IAM's own JSON. */
  readonly policy?: unknown;
  /** Absent where S3's own keys encrypt, which asks nobody for rights. */
  readonly encryption?: BucketEncryption;
}

/** How all objects of a bucket are encrypted with a KMS key. */
interface BucketEncryption {
  readonly keyArn: string;
  /** Whether the bucket has an S3 Bucket Key, which stands for all of its objects. */
  readonly bucketKey: boolean;
}

/** A bucket; its objects are files, which the state does not know. */
export interface BucketEntity extends Omit<BucketDefinition, 'policy'> {
  readonly policy: ResourcePolicy | undefined;
}

/** Throws ServiceError for a name that no bucket can have, and an Error for a policy with anything that is not known here. */
export function putBucket(store: Store, { policy, ...bucket }: BucketDefinition): void {
  if (!isBucketName(bucket.name)) throw new ServiceError('InvalidBucketName', 'The specified bucket is not valid.');
  store.put('s3.buckets', bucket.name, {
    ...bucket,
    policy: policy === undefined ? undefined : bucketPolicy(store, bucket.name, policy),
  });
}

function bucketPolicy(store: Store, bucket: string, document: unknown): ResourcePolicy {
  const policy = checkedPolicy(ResourcePolicy, document, `policy of bucket ${bucket}`);
  return bound(policy, idsOfPrincipals(store, policy));
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
function isBucketName(bucket: string): boolean {
  return /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket) && !bucket.includes('..');
}
