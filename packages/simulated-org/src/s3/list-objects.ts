import { ServiceError } from '../operation.ts';
import type { WireResponse } from '../protocols/protocol.ts';
import { xmlOf } from '../protocols/xml.ts';
import type { ObjectFacts } from './object-files.ts';
import { authorizeBucket, type Place } from './place.ts';
import { xmlAnswer } from './xml-answers.ts';

const LIST_LIMIT = 1000;

/** What a list shows: an object, or what several keys have in common before a delimiter. */
interface Entry {
  readonly kind: 'object' | 'common prefix';
  readonly text: string;
}

/** ListObjectsV2. https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html */
export async function listObjects(place: Place): Promise<WireResponse> {
  const { files, context } = place;
  const { name: bucket } = place.bucket;
  const { query } = place.request;
  const prefix = query.get('prefix') ?? '';
  authorizeBucket(place, 's3:ListBucket', { 's3:prefix': prefix });
  const limit = Math.min(maxKeysOf(query), context.pageLimit);
  const startAfter = query.get('start-after') ?? '';
  const keys = (await files.keys(bucket, prefix)).filter((key) => isAfter(key, startAfter));
  const token = Buffer.from(query.get('continuation-token') ?? '', 'base64url').toString();
  const all = entriesOf(keys, { prefix, delimiter: query.get('delimiter') ?? '' }).filter(({ text }) =>
    isAfter(text, token),
  );
  const page = all.slice(0, limit);
  const last = all.length > page.length ? page.at(-1) : undefined;
  const objects = page.filter(({ kind }) => kind === 'object');
  const facts = await Promise.all(objects.map(({ text }) => files.facts(bucket, text)));
  const encoding = query.get('encoding-type') ?? undefined;
  const encode = encoding === 'url' ? urlEncoded : (text: string) => text;
  const body = [
    // An object that is gone by now is left out.
    ...facts.map((object) => (object === undefined ? '' : xmlOf('Contents', contents(object, encode)))),
    ...page.map(({ kind, text }) => (kind === 'object' ? '' : xmlOf('CommonPrefixes', { Prefix: encode(text) }))),
    xmlOf('IsTruncated', last !== undefined),
    xmlOf('NextContinuationToken', last && Buffer.from(last.text).toString('base64url')),
    xmlOf('KeyCount', page.length),
    xmlOf('MaxKeys', limit),
    xmlOf('Name', bucket),
    xmlOf('Prefix', encode(prefix)),
    xmlOf('EncodingType', encoding),
  ];
  return xmlAnswer('ListBucketResult', body.join(''));
}

function maxKeysOf(query: URLSearchParams): number {
  const asked = Number(query.get('max-keys') ?? LIST_LIMIT);
  if (!Number.isInteger(asked) || asked < 0)
    throw new ServiceError('InvalidArgument', 'Provided max-keys not an integer or within integer range');
  return Math.min(asked, LIST_LIMIT);
}

/** With a delimiter, keys that share what comes before it are one entry. */
function entriesOf(
  keys: readonly string[],
  { prefix, delimiter }: { readonly prefix: string; readonly delimiter: string },
): Entry[] {
  const entries = new Map<string, Entry>();
  for (const key of keys) {
    const at = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
    const entry: Entry =
      at === -1 ? { kind: 'object', text: key } : { kind: 'common prefix', text: key.slice(0, at + delimiter.length) };
    entries.set(`${entry.kind} ${entry.text}`, entry);
  }
  return [...entries.values()];
}

function isAfter(text: string, other: string): boolean {
  return other === '' || Buffer.compare(Buffer.from(text), Buffer.from(other)) > 0;
}

function contents({ key, modifiedAt, etag, size }: ObjectFacts, encode: (text: string) => string): object {
  return { Key: encode(key), LastModified: modifiedAt, ETag: etag, Size: size, StorageClass: 'STANDARD' };
}

function urlEncoded(text: string): string {
  return encodeURIComponent(text).replaceAll('%2F', '/');
}
