import { existsSync, linkSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterEach, describe, expect, it, test } from '@jest/globals';
import {
  DATA,
  foundSmall,
  HUB,
  Organisations,
  policyOf,
  putRole,
  REGION,
  roleNamed,
  SPOKE,
  START,
  type OpenOrganisation,
} from './small-organisation.ts';

const organisations = new Organisations();
afterEach(() => organisations.closeAll());

const Bucket = 'data';

async function open(): Promise<OpenOrganisation> {
  return organisations.open({ buckets: [DATA] });
}

async function put(s3: S3Client, Key: string, Body: string): Promise<void> {
  await s3.send(new PutObjectCommand({ Bucket, Key, Body: Buffer.from(Body) }));
}

async function textOf(s3: S3Client, Key: string, Range?: string): Promise<string | undefined> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key, ...(Range === undefined ? {} : { Range }) }));
  return Body?.transformToString();
}

describe('an object', () => {
  it('is what was put, with the MD5 of it as ETag and the time of the clock', async () => {
    const s3 = (await open()).s3();
    await put(s3, 'a/b.txt', 'hello');

    const { Body, ...facts } = await s3.send(new GetObjectCommand({ Bucket, Key: 'a/b.txt' }));

    expect(await Body?.transformToString()).toBe('hello');
    expect(facts).toMatchObject({
      ETag: '"5d41402abc4b2a76b9719d911017c592"',
      LastModified: new Date(START),
      ContentLength: 5,
    });
  });

  it('is told of by HeadObject as by GetObject', async () => {
    const s3 = (await open()).s3();
    await put(s3, 'key', 'hello');

    const head = await s3.send(new HeadObjectCommand({ Bucket, Key: 'key' }));

    expect(head).toMatchObject({
      ETag: '"5d41402abc4b2a76b9719d911017c592"',
      LastModified: new Date(START),
      ContentLength: 5,
    });
  });

  it('is a file that other tools can read', async () => {
    const opened = await open();

    await put(opened.s3(), 'a/b.txt', 'hello');

    expect(readFileSync(join(opened.stateDirectory, 'buckets', Bucket, 'a', 'b.txt'), 'utf8')).toBe('hello');
  });

  it('takes the place of the one before', async () => {
    const s3 = (await open()).s3();
    await put(s3, 'key', 'one');
    await put(s3, 'key', 'two');

    const text = await textOf(s3, 'key');

    expect(text).toBe('two');
  });

  it('can be empty', async () => {
    const s3 = (await open()).s3();
    await put(s3, 'key', '');

    const text = await textOf(s3, 'key');

    expect(text).toBe('');
  });

  it('can come as a stream, which the SDK sends in chunks with a checksum behind them', async () => {
    const s3 = (await open()).s3();
    const parts = ['a'.repeat(70_000), '\r\n0\r\n', 'end'];
    const Body = Readable.from(parts.map((part) => Buffer.from(part)));
    await s3.send(new PutObjectCommand({ Bucket, Key: 'key', Body, ContentLength: parts.join('').length }));

    const text = await textOf(s3, 'key');

    expect(text).toBe(parts.join(''));
  });

  it('is gone once it is deleted, and may be deleted again', async () => {
    const s3 = (await open()).s3();
    await put(s3, 'key', 'hello');

    await s3.send(new DeleteObjectCommand({ Bucket, Key: 'key' }));
    await s3.send(new DeleteObjectCommand({ Bucket, Key: 'key' }));

    await expect(textOf(s3, 'key')).rejects.toMatchObject({ name: 'NoSuchKey' });
  });

  test.each([
    'with space',
    'plus+plus',
    'percent%20sign',
    'a=1/b&c?d#e',
    'ümläut/日本',
    'quotes\'"<>',
    'dots..in.it',
    '.hidden',
    String.raw`back\slash`,
    '2026-03-01T00:00:00.000Z/part-1.json',
  ])('can have the key %j', async (key) => {
    const s3 = (await open()).s3();
    await put(s3, key, key);

    const text = await textOf(s3, key);

    expect(text).toBe(key);
  });

  test.each([
    { name: 'an empty part', key: 'a//b' },
    { name: 'a part that leads out of the bucket', key: 'a/../../../b' },
    { name: 'a dot as part', key: 'a/./b' },
    { name: 'a slash at its end', key: 'folder/' },
    { name: 'a part that is too long for a file', key: 'a'.repeat(256) },
    { name: 'another object above it', key: 'taken/below' },
    { name: 'other objects below it', key: 'folder' },
  ])('cannot have a key with $name, also if it has to be new', async ({ key }) => {
    const opened = await open();
    const s3 = opened.s3();
    await put(s3, 'taken', 'an object');
    await put(s3, 'folder/object', 'an object');

    const refused = await Promise.allSettled([
      s3.send(new PutObjectCommand({ Bucket, Key: key, Body: 'x' })),
      s3.send(new PutObjectCommand({ Bucket, Key: key, Body: 'x', IfNoneMatch: '*' })),
    ]);

    const reason = expect.objectContaining({ name: 'InvalidRequest', message: expect.stringContaining(key) });
    expect(refused).toEqual([
      { status: 'rejected', reason },
      { status: 'rejected', reason },
    ]);
    expect(existsSync(join(opened.stateDirectory, 'b'))).toBe(false);
  });
});

describe('an object that comes and goes', () => {
  it('is there or not, whoever asks while it is put and deleted', async () => {
    const s3 = (await open()).s3();
    const rounds = Array.from({ length: 40 }, (_, index) => index);

    const answers = await Promise.all(
      rounds.flatMap((round) => [
        put(s3, 'folder/key', `text ${round}`),
        s3.send(new DeleteObjectCommand({ Bucket, Key: 'folder/key' })),
        s3.send(new ListObjectsV2Command({ Bucket })),
        textOf(s3, 'folder/key').catch((error: Error) => error.name),
      ]),
    );

    const texts = answers.filter((answer) => typeof answer === 'string');
    expect(texts).toHaveLength(rounds.length);
    for (const text of texts) expect(text).toMatch(/^(?:text \d+|NoSuchKey)$/);
  });
});

describe('an address of an object', () => {
  it('may have the bucket in its path, as the SDK has it without being told', async () => {
    const opened = await open();
    const s3 = new S3Client(opened.settings({ account: HUB }, REGION));

    await put(s3, 'folder/key', 'text');

    expect(readFileSync(join(opened.stateDirectory, 'buckets', Bucket, 'folder/key'), 'utf8')).toBe('text');
  });

  it('may have the bucket in its host', async () => {
    const opened = await open();
    const s3 = new S3Client(opened.settings({ account: HUB }, REGION));
    // Not every machine knows where names below localhost are.
    s3.middlewareStack.add(
      (next) => (args) => {
        const request = args.request as { path: string; headers: Record<string, string> };
        request.headers['host'] = `${Bucket}.localhost:4599`;
        request.path = request.path.replace(`/${Bucket}/`, '/');
        return next(args);
      },
      { step: 'finalizeRequest', priority: 'low' },
    );

    await put(s3, 'folder/key', 'text');

    expect(readFileSync(join(opened.stateDirectory, 'buckets', Bucket, 'folder/key'), 'utf8')).toBe('text');
  });
});

describe('what a killed process left behind', () => {
  it('does not become part of anything, even when another process has the same id', async () => {
    const opened = await open();
    await put(opened.s3(), 'key', 'whole');
    await opened.organisation.close();
    // Between the two steps of putting an object into its place, it has two names.
    const { stateDirectory } = opened;
    const temporary = join(stateDirectory, 'temporary');
    linkSync(join(stateDirectory, 'buckets', Bucket, 'key'), join(temporary, `${process.pid}-1`));

    const s3 = (await organisations.open({ stateDirectory, buckets: [DATA] })).s3();
    await put(s3, 'another', 'else');

    expect(await textOf(s3, 'key')).toBe('whole');
  });
});

describe('a put of what has to be new', () => {
  it('writes what is not there, and nothing over what is', async () => {
    const s3 = (await open()).s3();
    const first = new PutObjectCommand({ Bucket, Key: 'key', Body: 'one', IfNoneMatch: '*' });
    const second = new PutObjectCommand({ Bucket, Key: 'key', Body: 'two', IfNoneMatch: '*' });

    await s3.send(first);
    const refused = s3.send(second);

    await expect(refused).rejects.toMatchObject({
      name: 'PreconditionFailed',
      $metadata: { httpStatusCode: 412 },
    });
    expect(await textOf(s3, 'key')).toBe('one');
  });

  it('is won by exactly one when many come at once', async () => {
    const s3 = (await open()).s3();
    const bodies = ['0', '1', '2', '3', '4', '5'];

    const results = await Promise.allSettled(
      bodies.map((Body) => s3.send(new PutObjectCommand({ Bucket, Key: 'deep/key', Body, IfNoneMatch: '*' }))),
    );

    const winners = bodies.filter((_, index) => results[index]?.status === 'fulfilled');
    expect(winners).toEqual([await textOf(s3, 'deep/key')]);
  });
});

describe('a part of an object', () => {
  test.each([
    { name: 'from the start', range: 'bytes=0-3', text: '0123', contentRange: 'bytes 0-3/10' },
    { name: 'from the middle to beyond the end', range: 'bytes=8-99', text: '89', contentRange: 'bytes 8-9/10' },
    { name: 'without an end', range: 'bytes=7-', text: '789', contentRange: 'bytes 7-9/10' },
    { name: 'from the end', range: 'bytes=-2', text: '89', contentRange: 'bytes 8-9/10' },
  ])('can be asked for $name', async ({ range, text, contentRange }) => {
    const s3 = (await open()).s3();
    await put(s3, 'key', '0123456789');

    const { Body, ContentRange, $metadata } = await s3.send(new GetObjectCommand({ Bucket, Key: 'key', Range: range }));

    expect(await Body?.transformToString()).toBe(text);
    expect({ ContentRange, status: $metadata.httpStatusCode }).toEqual({ ContentRange: contentRange, status: 206 });
  });

  it('is refused beyond the end', async () => {
    const s3 = (await open()).s3();
    await put(s3, 'key', '0123456789');

    const answer = textOf(s3, 'key', 'bytes=10-');

    await expect(answer).rejects.toMatchObject({ name: 'InvalidRange', $metadata: { httpStatusCode: 416 } });
  });

  it('is refused when the object is another by now', async () => {
    const s3 = (await open()).s3();
    await put(s3, 'key', '0123456789');

    const answer = s3.send(new GetObjectCommand({ Bucket, Key: 'key', IfMatch: '"another"' }));

    await expect(answer).rejects.toMatchObject({ name: 'PreconditionFailed' });
  });
});

describe('an object that is not there', () => {
  const reads = { Effect: 'Allow', Action: 's3:GetObject', Resource: `arn:aws:s3:::${Bucket}/*` };
  const lists = { Effect: 'Allow', Action: 's3:ListBucket', Resource: `arn:aws:s3:::${Bucket}` };

  test.each([
    { name: '404 for who may list', statements: [reads, lists], status: 404, error: 'NoSuchKey' },
    { name: '403 for who may not', statements: [reads], status: 403, error: 'AccessDenied' },
    { name: '403 for who may not read', statements: [lists], status: 403, error: 'AccessDenied' },
  ])('is $name', async ({ statements, status, error }) => {
    const opened = await organisations.open({
      buckets: [DATA],
      found: (founding) => {
        foundSmall(founding);
        const policies = [{ name: 'reads', document: policyOf(...statements) }];
        putRole(founding, HUB, roleNamed('Reader', { policies }));
      },
    });

    const answer = textOf(opened.s3({ account: HUB, role: 'Reader' }), 'missing');

    await expect(answer).rejects.toMatchObject({ name: error, $metadata: { httpStatusCode: status } });
  });

  it('is NotFound for HeadObject, which has no body to say more', async () => {
    const s3 = (await open()).s3();

    const answer = s3.send(new HeadObjectCommand({ Bucket, Key: 'missing' }));

    await expect(answer).rejects.toMatchObject({ name: 'NotFound' });
  });
});

describe('a bucket', () => {
  it('can be made', async () => {
    const s3 = (await open()).s3();

    await s3.send(new CreateBucketCommand({ Bucket: 'another' }));

    const head = await s3.send(new HeadBucketCommand({ Bucket: 'another' }));
    expect(head.$metadata.httpStatusCode).toBe(200);
  });

  test.each([
    { name: 'its owner', account: HUB, there: REGION, asked: REGION, error: 'BucketAlreadyOwnedByYou' },
    { name: 'its owner in us-east-1', account: HUB, there: 'us-east-1', asked: 'us-east-1', error: undefined },
    {
      name: 'its owner in us-east-1, for one of another Region',
      account: HUB,
      there: REGION,
      asked: 'us-east-1',
      error: 'BucketAlreadyOwnedByYou',
    },
    { name: 'another account', account: SPOKE, there: REGION, asked: REGION, error: 'BucketAlreadyExists' },
  ])('is not made again, and stays as it is, when $name asks for it', async ({ account, there, asked, error }) => {
    const opened = await organisations.open({ buckets: [{ ...DATA, region: there }] });
    const owner = opened.s3({ account: HUB }, there);
    await put(owner, 'key', 'kept');

    const answer = await opened
      .s3({ account }, asked)
      .send(new CreateBucketCommand({ Bucket }))
      .then(
        () => undefined,
        ({ name }: Error) => name,
      );

    expect(answer).toBe(error);
    expect(await textOf(owner, 'key')).toBe('kept');
  });

  it("is still there, and its owner's, when the organisation is opened again", async () => {
    const opened = await open();
    await opened.s3().send(new CreateBucketCommand({ Bucket: 'another' }));
    await opened.organisation.close();

    const again = await organisations.open({ stateDirectory: opened.stateDirectory });

    await again.s3().send(new PutObjectCommand({ Bucket: 'another', Key: 'key', Body: 'x' }));
    const ofAnother = again.s3({ account: SPOKE }).send(new HeadBucketCommand({ Bucket: 'another' }));
    await expect(ofAnother).rejects.toMatchObject({ $metadata: { httpStatusCode: 403 } });
  });

  test.each<{ name: string; ask: (s3: S3Client) => Promise<unknown> }>([
    { name: 'read', ask: (s3) => s3.send(new GetObjectCommand({ Bucket, Key: 'key' })) },
    { name: 'written to', ask: (s3) => s3.send(new PutObjectCommand({ Bucket, Key: 'key', Body: 'x' })) },
    { name: 'listed', ask: (s3) => s3.send(new ListObjectsV2Command({ Bucket })) },
    { name: 'emptied', ask: (s3) => s3.send(new DeleteObjectCommand({ Bucket, Key: 'key' })) },
  ])('is not $name by another account, whatever that may do', async ({ ask }) => {
    const opened = await open();
    await put(opened.s3(), 'key', 'kept');

    const answer = ask(opened.s3({ account: SPOKE }));

    await expect(answer).rejects.toMatchObject({
      name: 'AccessDenied',
      message: expect.stringContaining('because no resource-based policy allows the s3:'),
    });
    expect(await textOf(opened.s3(), 'key')).toBe('kept');
  });

  test.each(['missing', 'UPPER'])('that is not there is refused: %s', async (name) => {
    const s3 = (await open()).s3();

    const answer = s3.send(new GetObjectCommand({ Bucket: name, Key: 'organisation.json' }));

    await expect(answer).rejects.toMatchObject({ name: 'NoSuchBucket' });
  });

  test.each(['UPPER', 'ab', 'a..b'])('cannot be made with the name %j', async (name) => {
    const opened = await open();

    const answer = opened.s3().send(new CreateBucketCommand({ Bucket: name }));

    await expect(answer).rejects.toMatchObject({ name: 'InvalidBucketName' });
    expect(existsSync(join(opened.stateDirectory, 'buckets', name))).toBe(false);
  });
});
