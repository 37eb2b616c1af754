import {
  ListObjectsV2Command,
  PutObjectCommand,
  type ListObjectsV2CommandInput,
  type S3Client,
} from '@aws-sdk/client-s3';
import { afterEach, describe, expect, it, test } from '@jest/globals';
import { DATA, Organisations, START } from './small-organisation.ts';

const organisations = new Organisations();
afterEach(() => organisations.closeAll());

const Bucket = 'data';

async function bucketWith(keys: readonly string[], pageLimit = 1000): Promise<S3Client> {
  const s3 = (await organisations.open({ buckets: [DATA], pageLimit })).s3();
  for (const Key of keys) await s3.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
  return s3;
}

/** The keys and common prefixes of all pages, and how many pages there were. */
async function list(
  s3: S3Client,
  input: Partial<ListObjectsV2CommandInput> = {},
): Promise<{ keys: string[]; prefixes: string[]; pages: number }> {
  const keys: string[] = [];
  const prefixes: string[] = [];
  let token: string | undefined;
  let pages = 0;
  do {
    const page = await s3.send(new ListObjectsV2Command({ Bucket, ...input, ContinuationToken: token }));
    keys.push(...(page.Contents ?? []).map(({ Key = '' }) => Key));
    prefixes.push(...(page.CommonPrefixes ?? []).map(({ Prefix = '' }) => Prefix));
    token = page.NextContinuationToken;
    pages += 1;
  } while (token !== undefined);
  return { keys, prefixes, pages };
}

describe('a list of objects', () => {
  it('is in the order of the UTF-8 bytes, which is not that of JavaScript', async () => {
    const inOrder = ['B', 'a-b', 'a/b', 'a0', 'é', '\uFFFD', '\u{10000}'];
    const s3 = await bucketWith(inOrder.toReversed());

    const { keys } = await list(s3);

    expect(keys).toEqual(inOrder);
  });

  it('tells size, ETag and time of each', async () => {
    const s3 = await bucketWith(['key']);

    const { Contents } = await s3.send(new ListObjectsV2Command({ Bucket }));

    expect(Contents).toEqual([
      {
        Key: 'key',
        Size: 3,
        ETag: '"3c6e0b8a9c15224a8228b9a98ca1531d"',
        LastModified: new Date(START),
        StorageClass: 'STANDARD',
      },
    ]);
  });

  test.each([
    { name: 'the MaxKeys asked for', input: { MaxKeys: 2 }, pageLimit: 1000 },
    { name: 'the page limit of the organisation', input: {}, pageLimit: 2 },
  ])('comes in pages of $name', async ({ input, pageLimit }) => {
    const s3 = await bucketWith(['a', 'b', 'c', 'd', 'e'], pageLimit);

    const listed = await list(s3, input);

    expect(listed).toEqual({ keys: ['a', 'b', 'c', 'd', 'e'], prefixes: [], pages: 3 });
  });

  test.each([
    { name: 'a folder', prefix: 'a/', keys: ['a/1', 'a/b/2'] },
    { name: 'the start of a name', prefix: 'a', keys: ['a/1', 'a/b/2', 'ab'] },
    { name: 'a folder that is not there', prefix: 'x/y/', keys: [] },
    { name: 'what no key can start with', prefix: 'a//', keys: [] },
    { name: 'what would lead out of the bucket', prefix: '../', keys: [] },
  ])('can be limited to $name', async ({ prefix, keys }) => {
    const s3 = await bucketWith(['a/1', 'a/b/2', 'ab', 'b']);

    const listed = await list(s3, { Prefix: prefix });

    expect(listed.keys).toEqual(keys);
  });

  test.each([
    { name: 'at the root', input: { Delimiter: '/' }, keys: ['ab'], prefixes: ['a/', 'c/'] },
    { name: 'in a folder', input: { Delimiter: '/', Prefix: 'a/' }, keys: ['a/1'], prefixes: ['a/b/'] },
    { name: 'other than a slash', input: { Delimiter: 'b', Prefix: 'a' }, keys: ['a/1'], prefixes: ['a/b', 'ab'] },
    { name: 'that ends the prefix and a key', input: { Delimiter: 'b', Prefix: 'ab' }, keys: ['ab'], prefixes: [] },
    {
      name: 'after a key inside of a folder',
      input: { Delimiter: '/', StartAfter: 'a/1' },
      keys: ['ab'],
      prefixes: ['a/', 'c/'],
    },
    {
      name: 'after the last key of a folder',
      input: { Delimiter: '/', StartAfter: 'a/b/2' },
      keys: ['ab'],
      prefixes: ['c/'],
    },
  ])('rolls keys up to a delimiter $name, also over pages', async ({ input, keys, prefixes }) => {
    const s3 = await bucketWith(['a/1', 'a/b/2', 'ab', 'c/3', 'c/4']);

    const atOnce = await list(s3, input);
    const oneByOne = await list(s3, { ...input, MaxKeys: 1 });

    expect(atOnce).toMatchObject({ keys, prefixes });
    expect(oneByOne).toMatchObject({ keys, prefixes });
  });

  it('starts after a key', async () => {
    const s3 = await bucketWith(['a', 'b', 'c']);

    const { keys } = await list(s3, { StartAfter: 'a', MaxKeys: 1 });

    expect(keys).toEqual(['b', 'c']);
  });

  it('gives keys in the encoding asked for, so that every character comes through', async () => {
    const key = 'a b/\u0001+';
    const s3 = await bucketWith([key]);

    const { keys } = await list(s3, { EncodingType: 'url' });

    expect(keys.map((encoded) => decodeURIComponent(encoded))).toEqual([key]);
    expect(keys).not.toEqual([key]);
  });
});
