import { ServiceError } from '../operation.ts';
import type { WireResponse } from '../protocols/protocol.ts';
import { putBucket } from './buckets.ts';
import { bucketArn, type S3Request } from './place.ts';

/** Where making one's own bucket again is no error, for old users' sake. */
const OLDEST_REGION = 'us-east-1';

/** CreateBucket. https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html */
export async function createBucket({ context, files, commit }: S3Request, name: string): Promise<WireResponse> {
  context.authorize({ action: 's3:CreateBucket', resource: bucketArn(name) });
  const { store, caller, region } = context;
  const existing = store.get('s3.buckets', name);
  if (existing !== undefined && existing.account !== caller.account) {
    throw new ServiceError('BucketAlreadyExists', 'The requested bucket name is not available.', 409);
  }
  if (existing !== undefined && (region !== OLDEST_REGION || existing.region !== OLDEST_REGION)) {
    throw new ServiceError('BucketAlreadyOwnedByYou', 'You own a bucket of that name already.', 409);
  }
  if (existing === undefined) commit(() => putBucket(store, { name, account: caller.account, region }));
  await files.createBucket(name);
  return { status: 200, headers: { location: `/${name}` }, body: '' };
}
