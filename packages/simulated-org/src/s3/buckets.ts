import { ServiceError } from '../operation.ts';
import type { Store } from '../store.ts';

declare module '../store.ts' {
  interface Tables {
    /** By name. */
    's3.buckets': BucketEntity;
  }
}

/** A bucket; its objects are files, which the state does not know. */
export interface BucketEntity {
  readonly name: string;
  /** Who owns it. Nobody else has access: there are no bucket policies here. */
  readonly account: string;
}

/** Throws ServiceError for a name that no bucket can have. */
export function putBucket(store: Store, bucket: BucketEntity): void {
  if (!isBucketName(bucket.name)) throw new ServiceError('InvalidBucketName', 'The specified bucket is not valid.');
  store.put('s3.buckets', bucket.name, bucket);
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
function isBucketName(bucket: string): boolean {
  return /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket) && !bucket.includes('..');
}
