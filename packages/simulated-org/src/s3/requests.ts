import { ServiceError } from '../operation.ts';
import type { WireRequest, WireResponse } from '../protocols/protocol.ts';
import { xmlOf } from '../protocols/xml.ts';
import { getObject, headObject } from './get-object.ts';
import { listObjects } from './list-objects.ts';
import { authorizeBucket, authorizeObject, placeOf, s3OperationOf, type Place, type S3Request } from './place.ts';
import { payloadOf, putObject, writeObject } from './put-object.ts';
import { xmlAnswer } from './xml-answers.ts';

/** Answers a request to S3. Throws ServiceError as S3 would answer it. */
export async function answerS3(s3: S3Request): Promise<WireResponse> {
  const operation = s3OperationOf(s3.request);
  const place = { ...s3, ...placeOf(s3.request) };
  if (operation === undefined) {
    throw new ServiceError('NotImplemented', `${s3.request.method} ${s3.request.path} is not known here`, 501);
  }
  if (operation !== 'CreateBucket' && !s3.files.hasBucket(place.bucket)) {
    throw new ServiceError('NoSuchBucket', 'The specified bucket does not exist', 404);
  }
  return await OPERATIONS[operation as keyof typeof OPERATIONS](place);
}

const OPERATIONS = {
  async CreateBucket({ bucket, files, context }: Place) {
    authorizeBucket(context, 's3:CreateBucket', bucket);
    await files.createBucket(bucket);
    return { status: 200, headers: { location: `/${bucket}` }, body: '' };
  },
  HeadBucket({ bucket, context }: Place) {
    authorizeBucket(context, 's3:ListBucket', bucket);
    return Promise.resolve({ status: 200, headers: {}, body: '' });
  },
  ListObjectsV2: listObjects,
  GetObject: getObject,
  HeadObject: headObject,
  PutObject: putObject,
  async DeleteObject({ bucket, key, files, context }: Place) {
    authorizeObject(context, 's3:DeleteObject', { bucket, key });
    await files.remove(bucket, key);
    return { status: 204, headers: {}, body: '' };
  },
  async CreateMultipartUpload({ bucket, key, uploads, context }: Place) {
    authorizeObject(context, 's3:PutObject', { bucket, key });
    const id = await uploads.begin({ bucket, key });
    return xml('InitiateMultipartUploadResult', { Bucket: bucket, Key: key, UploadId: id });
  },
  async UploadPart({ bucket, key, uploads, context, request }: Place) {
    authorizeObject(context, 's3:PutObject', { bucket, key });
    const part = { number: Number(request.query.get('partNumber')), body: payloadOf(request) };
    const etag = await uploads.addPart(uploadIdOf(request), { bucket, key }, part);
    return { status: 200, headers: { etag }, body: '' };
  },
  async CompleteMultipartUpload(place: Place) {
    const { bucket, key, uploads, context, request } = place;
    authorizeObject(context, 's3:PutObject', { bucket, key });
    const id = uploadIdOf(request);
    const etag = await writeObject(place, await uploads.body(id, { bucket, key }));
    await uploads.remove(id, { bucket, key });
    return xml('CompleteMultipartUploadResult', { Bucket: bucket, Key: key, ETag: etag });
  },
  async AbortMultipartUpload({ bucket, key, uploads, context, request }: Place) {
    authorizeObject(context, 's3:AbortMultipartUpload', { bucket, key });
    await uploads.remove(uploadIdOf(request), { bucket, key });
    return { status: 204, headers: {}, body: '' };
  },
} satisfies Record<string, (place: Place) => Promise<WireResponse>>;

function uploadIdOf({ query }: WireRequest): string {
  return query.get('uploadId') ?? '';
}

function xml(name: string, value: object): WireResponse {
  const elements = Object.entries(value).map(([key, inner]: [string, unknown]) => xmlOf(key, inner));
  return xmlAnswer(name, elements.join(''));
}
