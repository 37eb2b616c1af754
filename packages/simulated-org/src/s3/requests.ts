import { ServiceError, type RequestContext } from '../operation.ts';
import type { WireRequest, WireResponse } from '../protocols/protocol.ts';
import { escapeXml, xmlOf } from '../protocols/xml.ts';
import { decodeAwsChunked } from './aws-chunked.ts';
import { etagOf, type ObjectFiles } from './object-files.ts';
import type { Uploads } from './uploads.ts';

const LIST_LIMIT = 1000;

/** One request to S3, with what it works on. */
export interface S3Request {
  readonly request: WireRequest;
  readonly context: RequestContext;
  readonly files: ObjectFiles;
  readonly uploads: Uploads;
}

interface Place extends S3Request {
  readonly bucket: string;
  readonly key: string;
}

/** The name of the operation that a request asks for, as the API has it; undefined when it is none of those known here. */
export function s3OperationOf(request: WireRequest): string | undefined {
  const { key } = placeOf(request);
  const { method, query } = request;
  if (key === '') {
    if (method === 'GET' && query.get('list-type') === '2') return 'ListObjectsV2';
    return { PUT: 'CreateBucket', HEAD: 'HeadBucket' }[method];
  }
  if (query.has('uploads')) return method === 'POST' ? 'CreateMultipartUpload' : undefined;
  if (query.has('uploadId')) {
    return { PUT: 'UploadPart', POST: 'CompleteMultipartUpload', DELETE: 'AbortMultipartUpload' }[method];
  }
  if (['acl', 'tagging', 'versioning', 'attributes', 'policy'].some((name) => query.has(name))) return undefined;
  return { GET: 'GetObject', HEAD: 'HeadObject', PUT: 'PutObject', DELETE: 'DeleteObject' }[method];
}

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
  async HeadObject(place: Place) {
    const { body, ...head } = await getObject(place);
    return { ...head, headers: { ...head.headers, 'content-length': String(body.length) }, body: '' };
  },
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
  async CompleteMultipartUpload({ bucket, key, files, uploads, context, request }: Place) {
    authorizeObject(context, 's3:PutObject', { bucket, key });
    const body = await uploads.complete(uploadIdOf(request), { bucket, key });
    const etag = await files.write({ bucket, key, body }, { at: context.clock.now(), onlyNew: false });
    return xml('CompleteMultipartUploadResult', { Bucket: bucket, Key: key, ETag: etag });
  },
  async AbortMultipartUpload({ bucket, key, uploads, context, request }: Place) {
    authorizeObject(context, 's3:AbortMultipartUpload', { bucket, key });
    await uploads.abort(uploadIdOf(request));
    return { status: 204, headers: {}, body: '' };
  },
} satisfies Record<string, (place: Place) => Promise<WireResponse>>;

async function getObject({ bucket, key, files, context }: Place): Promise<WireResponse> {
  authorizeObject(context, 's3:GetObject', { bucket, key });
  const body = await files.read(bucket, key);
  if (body === undefined) {
    // Who may not list a bucket is not told that an object is missing.
    authorizeBucket(context, 's3:ListBucket', bucket);
    throw new ServiceError('NoSuchKey', 'The specified key does not exist.', 404);
  }
  const facts = await files.facts(bucket, key);
  const modified = facts?.modifiedAt.toUTCString() ?? '';
  return {
    status: 200,
    headers: { 'content-type': 'binary/octet-stream', etag: etagOf(body), 'last-modified': modified },
    body,
  };
}

async function putObject({ bucket, key, files, context, request }: Place): Promise<WireResponse> {
  authorizeObject(context, 's3:PutObject', { bucket, key });
  if (request.headers['x-amz-copy-source'] !== undefined)
    throw new ServiceError('NotImplemented', 'CopyObject is not known here', 501);
  if (request.headers['if-match'] !== undefined)
    throw new ServiceError('NotImplemented', 'If-Match is not known here', 501);
  const onlyNew = request.headers['if-none-match'] === '*';
  const etag = await files.write({ bucket, key, body: payloadOf(request) }, { at: context.clock.now(), onlyNew });
  if (etag === undefined) {
    throw new ServiceError('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', 412);
  }
  return { status: 200, headers: { etag }, body: '' };
}

async function listObjects({ bucket, files, context, request }: Place): Promise<WireResponse> {
  const { query } = request;
  const prefix = query.get('prefix') ?? '';
  const delimiter = query.get('delimiter') ?? '';
  context.authorize({ action: 's3:ListBucket', resource: bucketArn(bucket), conditions: { 's3:prefix': prefix } });
  const limit = Math.min(Number(query.get('max-keys') ?? LIST_LIMIT), LIST_LIMIT, context.pageLimit);
  const token = query.get('continuation-token');
  const after = token === null ? (query.get('start-after') ?? '') : Buffer.from(token, 'base64url').toString();
  const all = rolledUp(await files.keys(bucket, prefix), { prefix, delimiter }).filter((entry) =>
    isAfter(entry, after),
  );
  const page = all.slice(0, limit);
  const last = page.at(-1);
  const folders = page.filter((entry) => delimiter !== '' && entry.endsWith(delimiter));
  const keys = page.filter((entry) => !folders.includes(entry));
  const facts = await Promise.all(keys.map((key) => files.facts(bucket, key)));
  const more = all.length > page.length && last !== undefined;
  const body = [
    ...facts.map((object) =>
      xmlOf('Contents', {
        Key: object?.key,
        LastModified: object?.modifiedAt,
        ETag: object?.etag,
        Size: object?.size,
        StorageClass: 'STANDARD',
      }),
    ),
    ...folders.map((folder) => xmlOf('CommonPrefixes', { Prefix: folder })),
    xmlOf('IsTruncated', more),
    xmlOf('NextContinuationToken', more ? Buffer.from(last).toString('base64url') : undefined),
    xmlOf('KeyCount', page.length),
    xmlOf('MaxKeys', limit),
    xmlOf('Name', bucket),
    xmlOf('Prefix', prefix),
  ];
  return xmlDocument('ListBucketResult', body.join(''));
}

/** With a delimiter, keys that share what comes before it are one entry. */
function rolledUp(
  keys: readonly string[],
  { prefix, delimiter }: { readonly prefix: string; readonly delimiter: string },
): string[] {
  if (delimiter === '') return [...keys];
  const entries = keys.map((key) => {
    const at = key.indexOf(delimiter, prefix.length);
    return at === -1 ? key : key.slice(0, at + delimiter.length);
  });
  return [...new Set(entries)];
}

function isAfter(entry: string, after: string): boolean {
  return after === '' || Buffer.compare(Buffer.from(entry), Buffer.from(after)) > 0;
}

/** Bucket and key, from the path or from the host. */
function placeOf({ path, headers }: WireRequest): { readonly bucket: string; readonly key: string } {
  const decoded = decodeURIComponent(path).slice(1);
  const host = /^([a-z0-9.-]+)\.(?:s3\.|localhost)/.exec(headers.host ?? '')?.[1];
  if (host !== undefined) return { bucket: host, key: decoded };
  const slash = decoded.indexOf('/');
  return slash === -1
    ? { bucket: decoded, key: '' }
    : { bucket: decoded.slice(0, slash), key: decoded.slice(slash + 1) };
}

function payloadOf({ headers, body }: WireRequest): Buffer {
  const chunked =
    String(headers['content-encoding'] ?? '').includes('aws-chunked') ||
    String(headers['x-amz-content-sha256'] ?? '').startsWith('STREAMING-');
  return chunked ? decodeAwsChunked(body) : body;
}

function uploadIdOf({ query }: WireRequest): string {
  return query.get('uploadId') ?? '';
}

function authorizeBucket(context: RequestContext, action: string, bucket: string): void {
  context.authorize({ action, resource: bucketArn(bucket) });
}

function authorizeObject(
  context: RequestContext,
  action: string,
  { bucket, key }: { readonly bucket: string; readonly key: string },
): void {
  context.authorize({ action, resource: `${bucketArn(bucket)}/${key}` });
}

function bucketArn(bucket: string): string {
  return `arn:aws:s3:::${bucket}`;
}

function xml(name: string, value: object): WireResponse {
  return xmlDocument(
    name,
    Object.entries(value)
      .map(([key, inner]: [string, unknown]) => xmlOf(key, inner))
      .join(''),
  );
}

function xmlDocument(name: string, content: string): WireResponse {
  const body = `<?xml version="1.0" encoding="UTF-8"?><${name} xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${content}</${name}>`;
  return { status: 200, headers: { 'content-type': 'application/xml' }, body };
}

/** An error as S3 sends it. */
export function s3Error({ code, message, status }: ServiceError, requestId: string): WireResponse {
  const body = `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${escapeXml(code)}</Code><Message>${escapeXml(message)}</Message>${xmlOf('RequestId', requestId)}</Error>`;
  return { status, headers: { 'content-type': 'application/xml' }, body };
}
