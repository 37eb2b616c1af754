import { ServiceError } from '../operation.ts';
import type { WireResponse } from '../protocols/protocol.ts';
import { createBucket } from './create-bucket.ts';
import { getObject, headObject } from './get-object.ts';
import { listObjects } from './list-objects.ts';
import { authorizeBucket, authorizeObject, placeOf, s3OperationOf, type Place, type S3Request } from './place.ts';
import { putObject } from './put-object.ts';
import { redirectTo } from './redirect.ts';
import { abortUpload, completeUpload, createUpload, uploadPart } from './upload-requests.ts';

/** Answers a request to S3. Throws ServiceError as S3 would answer it. */
export async function answerS3(s3: S3Request): Promise<WireResponse> {
  const operation = s3OperationOf(s3.request);
  if (operation === undefined) {
    throw new ServiceError('NotImplemented', `${s3.request.method} ${s3.request.path} is not known here`, 501);
  }
  const { bucket: name, key } = placeOf(s3.request);
  if (operation === 'CreateBucket') return createBucket(s3, name);
  const bucket = s3.context.store.get('s3.buckets', name);
  if (bucket === undefined) throw new ServiceError('NoSuchBucket', 'The specified bucket does not exist', 404);
  if (bucket.region !== s3.context.region) return redirectTo(bucket);
  return await OPERATIONS[operation as keyof typeof OPERATIONS]({ ...s3, bucket, key });
}

const OPERATIONS = {
  HeadBucket(place: Place) {
    authorizeBucket(place, 's3:ListBucket');
    return Promise.resolve({ status: 200, headers: { 'x-amz-bucket-region': place.bucket.region }, body: '' });
  },
  ListObjectsV2: listObjects,
  GetObject: getObject,
  HeadObject: headObject,
  PutObject: putObject,
  async DeleteObject(place: Place) {
    authorizeObject(place, 's3:DeleteObject');
    await place.files.remove(place.bucket.name, place.key);
    return { status: 204, headers: {}, body: '' };
  },
  CreateMultipartUpload: createUpload,
  UploadPart: uploadPart,
  CompleteMultipartUpload: completeUpload,
  AbortMultipartUpload: abortUpload,
} satisfies Record<string, (place: Place) => Promise<WireResponse>>;
