import { ServiceError } from '../operation.ts';
import type { WireRequest, WireResponse } from '../protocols/protocol.ts';
import { decodeAwsChunked } from './aws-chunked.ts';
import { authorizeKey, encryptionHeaders } from './encryption.ts';
import { authorizeObject, type Place } from './place.ts';

/** PutObject. https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html */
export async function putObject(place: Place): Promise<WireResponse> {
  authorizeObject(place, 's3:PutObject');
  authorizeKey(place, 'kms:GenerateDataKey');
  const { request } = place;
  if (request.headers['x-amz-copy-source'] !== undefined)
    throw new ServiceError('NotImplemented', 'CopyObject is not known here', 501);
  const etag = await writeObject(place, payloadOf(request));
  return { status: 200, headers: { etag, ...encryptionHeaders(place) }, body: '' };
}

/** Writes an object as the request's conditions allow, and returns its ETag. */
export async function writeObject({ bucket, key, files, context, request }: Place, body: Buffer): Promise<string> {
  const { 'if-match': ifMatch, 'if-none-match': ifNoneMatch } = request.headers;
  if (ifMatch !== undefined) throw new ServiceError('NotImplemented', 'If-Match is not known here', 501);
  if (ifNoneMatch !== undefined && ifNoneMatch !== '*')
    throw new ServiceError('NotImplemented', 'If-None-Match is not known here with another value than *', 501);
  const onlyNew = ifNoneMatch === '*';
  const etag = await files.write({ bucket: bucket.name, key, body }, { at: context.clock.now(), onlyNew });
  if (etag === undefined) throw preconditionFailed();
  return etag;
}

/** The body as it was before it was made ready for the wire. */
export function payloadOf({ headers, body }: WireRequest): Buffer {
  const chunked =
    (headers['content-encoding'] ?? '').includes('aws-chunked') ||
    String(headers['x-amz-content-sha256'] ?? '').startsWith('STREAMING-');
  return chunked ? decodeAwsChunked(body) : body;
}

export function preconditionFailed(): ServiceError {
  return new ServiceError('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', 412);
}
