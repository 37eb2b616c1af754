import type { AccessRequest } from '../iam/authorize.ts';
import { refusalOfThing } from '../iam/resource-access.ts';
import { ServiceError, type ConditionKeys, type RequestContext } from '../operation.ts';
import type { WireRequest } from '../protocols/protocol.ts';
import type { BucketEntity } from './buckets.ts';
import type { ObjectFiles } from './object-files.ts';
import type { Uploads } from './uploads.ts';

/** One request to S3, with what it works on. */
export interface S3Request {
  readonly request: WireRequest;
  readonly context: RequestContext;
  readonly files: ObjectFiles;
  readonly uploads: Uploads;
  /** Does work whose changes of the state are written down before it returns. */
  readonly commit: <T>(work: () => T) => T;
}

/** A request with the bucket and the key that it is about; the key is empty for a bucket's own requests. */
export interface Place extends S3Request {
  readonly bucket: BucketEntity;
  readonly key: string;
}

const OF_BUCKETS = { PUT: 'CreateBucket', HEAD: 'HeadBucket' } as const;
const OF_UPLOADS = {
  PUT: 'UploadPart',
  POST: 'CompleteMultipartUpload',
  DELETE: 'AbortMultipartUpload',
} as const;
const OF_OBJECTS = { GET: 'GetObject', HEAD: 'HeadObject', PUT: 'PutObject', DELETE: 'DeleteObject' } as const;

/** The names of all operations. */
export const S3_OPERATIONS: readonly string[] = [
  'CreateMultipartUpload',
  'ListObjectsV2',
  ...[OF_BUCKETS, OF_UPLOADS, OF_OBJECTS].flatMap((of) => Object.values(of)),
];

/**
 * The name of the operation that a request asks for, as the API has it; undefined when it is none of those known here. What stands in the query decides: a
 * subresource that is not known must not pass for the object itself.
 */
export function s3OperationOf(request: WireRequest): string | undefined {
  const { key } = placeOf(request);
  const { method, query } = request;
  // The SDKs repeat the operation's name in x-id.
  const names = [...query.keys()]
    .filter((name) => name !== 'x-id')
    .toSorted()
    .join(' ');
  if (key === '' && method === 'GET') return query.get('list-type') === '2' ? 'ListObjectsV2' : undefined;
  if (key === '') return names === '' ? named(OF_BUCKETS, method) : undefined;
  switch (names) {
    case '':
      return named(OF_OBJECTS, method);
    case 'uploads':
      return method === 'POST' ? 'CreateMultipartUpload' : undefined;
    case 'uploadId':
      return method === 'PUT' ? undefined : named(OF_UPLOADS, method);
    case 'partNumber uploadId':
      return method === 'PUT' ? OF_UPLOADS.PUT : undefined;
    default:
      return undefined;
  }
}

function named(operations: Readonly<Record<string, string>>, method: string): string | undefined {
  return Object.hasOwn(operations, method) ? operations[method] : undefined;
}

/** Bucket and key, from the path or from the host. Throws ServiceError for a path that is not encoded properly. */
export function placeOf({ path, headers }: WireRequest): { readonly bucket: string; readonly key: string } {
  const decoded = decodedPath(path).slice(1);
  const host = /^([a-z0-9.-]+)\.(?:s3\.|localhost)/.exec(headers.host ?? '')?.[1];
  if (host !== undefined) return { bucket: host, key: decoded };
  const slash = decoded.indexOf('/');
  return slash === -1
    ? { bucket: decoded, key: '' }
    : { bucket: decoded.slice(0, slash), key: decoded.slice(slash + 1) };
}

function decodedPath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    throw new ServiceError('InvalidURI', `the path ${path} is not encoded properly`);
  }
}

/** Throws AccessDenied unless the caller may do this to a bucket. */
export function authorizeBucket({ context, bucket }: Place, action: string, conditions: ConditionKeys = {}): void {
  authorize(context, { action, resource: bucketArn(bucket.name), conditions }, bucket);
}

/** Throws AccessDenied unless the caller may do this to an object. */
export function authorizeObject({ context, bucket, key }: Place, action: string): void {
  authorize(context, { action, resource: `${bucketArn(bucket.name)}/${key}` }, bucket);
}

function authorize({ store, region, caller }: RequestContext, wanted: AccessRequest, bucket: BucketEntity): void {
  const refusal = refusalOfThing({ store, region }, caller, wanted, bucket);
  if (refusal !== undefined) throw new ServiceError('AccessDenied', refusal, 403);
}

export function bucketArn(bucket: string): string {
  return `arn:aws:s3:::${bucket}`;
}
