import { ServiceError } from '../operation.ts';
import type { WireResponse } from '../protocols/protocol.ts';
import { authorizeKey, encryptionHeaders } from './encryption.ts';
import { etagOf } from './object-files.ts';
import { authorizeBucket, authorizeObject, type Place } from './place.ts';
import { preconditionFailed } from './put-object.ts';

/** Conditions of HTTP that nobody has needed here; ignoring one would give the wrong answer. */
const UNKNOWN_CONDITIONS = ['if-none-match', 'if-modified-since', 'if-unmodified-since'];

/** GetObject, whole or in a range. https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html */
export function getObject(place: Place): Promise<WireResponse> {
  return readObject(place, () => authorizeKey(place, 'kms:Decrypt'));
}

/** HeadObject: as GetObject, without the body, which therefore nobody needs to decrypt. */
export async function headObject(place: Place): Promise<WireResponse> {
  const { body, ...head } = await readObject(place, () => {});
  return { ...head, headers: { ...head.headers, 'content-length': String(body.length) }, body: '' };
}

async function readObject(place: Place, authorizeReading: () => void): Promise<WireResponse> {
  authorizeObject(place, 's3:GetObject');
  const { bucket, key, files, request } = place;
  const unknown = UNKNOWN_CONDITIONS.find((name) => request.headers[name] !== undefined);
  if (unknown !== undefined) throw new ServiceError('NotImplemented', `${unknown} is not known here`, 501);
  const object = await files.read(bucket.name, key);
  if (object === undefined) {
    // Who may not list a bucket is not told that an object is missing.
    authorizeBucket(place, 's3:ListBucket');
    throw new ServiceError('NoSuchKey', 'The specified key does not exist.', 404);
  }
  authorizeReading();
  const { body, modifiedAt } = object;
  const etag = etagOf(body);
  const wanted = request.headers['if-match'];
  if (wanted !== undefined && wanted !== '*' && wanted !== etag) throw preconditionFailed();
  const headers = {
    'content-type': 'binary/octet-stream',
    'accept-ranges': 'bytes',
    etag,
    'last-modified': modifiedAt.toUTCString(),
    ...encryptionHeaders(place),
  };
  const range = rangeOf(request.headers.range, body.length);
  if (range === undefined) return { status: 200, headers, body };
  const { first, last } = range;
  return {
    status: 206,
    headers: { ...headers, 'content-range': `bytes ${first}-${last}/${body.length}` },
    body: body.subarray(first, last + 1),
  };
}

/** The first and the last byte of a range; undefined for none, or one that is not in the form of HTTP, which HTTP says to ignore. */
function rangeOf(
  header: string | undefined,
  size: number,
): { readonly first: number; readonly last: number } | undefined {
  const [, from, to] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (from === undefined || to === undefined || (from === '' && to === '')) return undefined;
  const first = from === '' ? Math.max(size - Number(to), 0) : Number(from);
  const last = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1);
  if (first > last) throw new ServiceError('InvalidRange', 'The requested range is not satisfiable', 416);
  return { first, last };
}
