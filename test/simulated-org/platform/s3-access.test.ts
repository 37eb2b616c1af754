import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  UploadPartCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { Founding } from '@catalog-sweep/simulated-org';
import { afterEach, describe, expect, it, test } from '@jest/globals';
import {
  allow,
  DATA,
  foundSmall,
  HUB,
  Organisations,
  policyOf,
  putRole,
  REGION,
  roleArn,
  roleNamed,
  SPOKE,
  type OpenOrganisation,
} from './small-organisation.ts';

const organisations = new Organisations();
afterEach(() => organisations.closeAll());

const Bucket = 'data';
const OBJECTS = ['arn:aws:s3:::data', 'arn:aws:s3:::data/*'];

const put = (Key = 'key') => new PutObjectCommand({ Bucket, Key, Body: 'x' });
const get = (Key = 'key') => new GetObjectCommand({ Bucket, Key });

/** The name of the error of a request, or the number of its success. */
function outcome(answer: Promise<{ readonly $metadata: { readonly httpStatusCode?: number } }>): Promise<unknown> {
  return answer.then(
    ({ $metadata }) => $metadata.httpStatusCode,
    ({ name }: Error) => name,
  );
}

describe('a bucket in another Region', () => {
  const open = () => organisations.open({ buckets: [{ ...DATA, region: 'eu-central-1' }] });

  test.each([
    { name: 'puts', send: (s3: S3Client) => s3.send(put()) },
    { name: 'gets', send: (s3: S3Client) => s3.send(get()) },
    { name: 'lists', send: (s3: S3Client) => s3.send(new ListObjectsV2Command({ Bucket })) },
  ])('redirects whoever $name', async ({ send }) => {
    const s3 = (await open()).s3();

    const answer = send(s3);

    await expect(answer).rejects.toMatchObject({
      name: 'PermanentRedirect',
      Endpoint: 'data.s3.eu-central-1.amazonaws.com',
      Bucket: 'data',
      $metadata: { httpStatusCode: 301 },
      $response: { headers: { 'x-amz-bucket-region': 'eu-central-1' } },
    });
  });

  it('tells its Region to who asks for its head, there as elsewhere', async () => {
    const opened = await open();

    const there = await opened.s3({ account: HUB }, 'eu-central-1').send(new HeadBucketCommand({ Bucket }));
    const here = opened.s3().send(new HeadBucketCommand({ Bucket }));

    await expect(here).rejects.toMatchObject({
      $metadata: { httpStatusCode: 301 },
      $response: { headers: { 'x-amz-bucket-region': 'eu-central-1' } },
    });
    expect(there.BucketRegion).toBe('eu-central-1');
  });

  it('is used as any other by who signs for its Region', async () => {
    const s3 = (await open()).s3({ account: HUB }, 'eu-central-1');

    const answer = await outcome(s3.send(put()));

    expect(answer).toBe(200);
  });
});

describe('a bucket policy', () => {
  const statement = (parts: object) => ({
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${SPOKE}:root` },
    Action: 's3:*',
    Resource: OBJECTS,
    ...parts,
  });

  function found(founding: Founding): void {
    foundSmall(founding);
    for (const account of [HUB, SPOKE]) {
      putRole(founding, account, roleNamed('Nothing', { policies: [] }));
      putRole(
        founding,
        account,
        roleNamed('Denied', {
          policies: [
            allow('*'),
            { name: 'deny', document: policyOf({ Effect: 'Deny', Action: 's3:*', Resource: '*' }) },
          ],
        }),
      );
    }
  }

  const BOTH = 'because no resource-based policy allows the s3:PutObject action';
  const OWN = 'because no identity-based policy allows the s3:PutObject action';
  const DENIED = 'with an explicit deny in a resource-based policy';

  test.each([
    { name: 'another account that it names', account: SPOKE, role: 'Admin', policy: statement({}) },
    {
      name: 'a role of another account that it names',
      account: SPOKE,
      role: 'Admin',
      policy: statement({ Principal: { AWS: roleArn(SPOKE, 'Admin') } }),
    },
    {
      name: 'a role of its own account that it names, without rights of its own',
      account: HUB,
      role: 'Nothing',
      policy: statement({ Principal: { AWS: roleArn(HUB, 'Nothing') } }),
    },
    {
      name: 'whoever fits its condition',
      account: SPOKE,
      role: 'Admin',
      policy: statement({ Principal: '*', Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-example0001' } } }),
    },
    {
      name: 'whoever comes safely, where it denies the rest',
      account: HUB,
      role: 'Admin',
      policy: statement({ Effect: 'Deny', Principal: '*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
    },
  ])('lets in $name', async ({ account, role, policy }) => {
    const opened = await organisations.open({ found, buckets: [{ ...DATA, policy: policyOf(policy) }] });

    const answer = await outcome(opened.s3({ account, role }).send(put()));

    expect(answer).toBe(200);
  });

  test.each([
    {
      name: 'another account that it does not name',
      account: SPOKE,
      role: 'Admin',
      policy: statement({ Principal: { AWS: HUB } }),
      why: BOTH,
    },
    {
      name: 'another account for other actions',
      account: SPOKE,
      role: 'Admin',
      policy: statement({ Action: 's3:Get*' }),
      why: BOTH,
    },
    {
      name: 'a role without rights of an account that it names',
      account: SPOKE,
      role: 'Nothing',
      policy: statement({}),
      why: OWN,
    },
    {
      name: 'a role without rights of its own account, which it names',
      account: HUB,
      role: 'Nothing',
      policy: statement({ Principal: { AWS: HUB } }),
      why: OWN,
    },
    {
      name: 'a role that it names, but whose own policies deny it',
      account: HUB,
      role: 'Denied',
      policy: statement({ Principal: { AWS: roleArn(HUB, 'Denied') } }),
      why: 'with an explicit deny in an identity-based policy',
    },
    {
      name: 'who may do everything, when it denies that',
      account: HUB,
      role: 'Admin',
      policy: statement({ Effect: 'Deny', Principal: '*', Action: 's3:PutObject' }),
      why: DENIED,
    },
  ])('keeps out $name', async ({ account, role, policy, why }) => {
    const opened = await organisations.open({ found, buckets: [{ ...DATA, policy: policyOf(policy) }] });

    const answer = opened.s3({ account, role }).send(put());

    await expect(answer).rejects.toMatchObject({ name: 'AccessDenied', message: expect.stringContaining(why) });
  });

  test.each([
    { name: 'a role that does not exist', policy: statement({ Principal: { AWS: roleArn(SPOKE, 'Nobody') } }) },
    {
      name: 'a condition that is not known',
      policy: statement({ Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } }),
    },
  ])('is refused with $name', async ({ policy }) => {
    const opening = organisations.open({ buckets: [{ ...DATA, policy: policyOf(policy) }] });

    await expect(opening).rejects.toThrow(/invalid principal|policy of bucket data/);
  });
});

describe('a bucket with a KMS key', () => {
  const KEY = `arn:aws:kms:${REGION}:${HUB}:key/11111111-2222-3333-4444-555555555555`;

  /** A role that may do all in S3, and this with keys. */
  function userOfKey(name: string, actions: readonly string[], condition: object = {}) {
    const document = policyOf(
      { Effect: 'Allow', Action: 's3:*', Resource: '*' },
      ...(actions.length === 0 ? [] : [{ Effect: 'Allow', Action: actions, Resource: KEY, Condition: condition }]),
    );
    return roleNamed(name, { policies: [{ name, document }] });
  }

  const throughS3 = { 'kms:ViaService': `s3.${REGION}.amazonaws.com`, 'kms:CallerAccount': HUB };
  const ofObject = { 'kms:EncryptionContext:aws:s3:arn': 'arn:aws:s3:::data/key' };
  const ofBucket = { 'kms:EncryptionContext:aws:s3:arn': 'arn:aws:s3:::data' };

  function open(bucketKey = false): Promise<OpenOrganisation> {
    return organisations.open({
      buckets: [{ ...DATA, encryption: { keyArn: KEY, bucketKey } }],
      found: (founding) => {
        foundSmall(founding);
        for (const role of [
          userOfKey('Nobody', []),
          userOfKey('Writer', ['kms:GenerateDataKey']),
          userOfKey('Reader', ['kms:Decrypt']),
          userOfKey('ThroughS3', ['kms:*'], { StringEquals: throughS3 }),
          userOfKey('ThroughOther', ['kms:*'], { StringEquals: { 'kms:ViaService': 'ec2.eu-west-1.amazonaws.com' } }),
          userOfKey('OfObject', ['kms:*'], { StringEquals: ofObject }),
          userOfKey('OfBucket', ['kms:*'], { StringEquals: ofBucket }),
        ]) {
          putRole(founding, HUB, role);
        }
      },
    });
  }

  test.each([
    { role: 'Nobody', puts: false, gets: false },
    { role: 'Writer', puts: true, gets: false },
    { role: 'Reader', puts: false, gets: true },
    { role: 'ThroughS3', puts: true, gets: true },
    { role: 'ThroughOther', puts: false, gets: false },
  ])('asks for the right to its key: $role puts $puts, gets $gets', async ({ role, puts, gets }) => {
    const opened = await open();
    await opened.s3().send(put());
    const s3 = opened.s3({ account: HUB, role });

    const outcomes = [await outcome(s3.send(put())), await outcome(s3.send(get()))];

    expect(outcomes).toEqual([puts ? 200 : 'AccessDenied', gets ? 200 : 'AccessDenied']);
  });

  it('says which right is missing', async () => {
    const s3 = (await open()).s3({ account: HUB, role: 'Reader' });

    const answer = s3.send(put());

    await expect(answer).rejects.toMatchObject({
      message: `User: arn:aws:sts::${HUB}:assumed-role/Reader/own-keys is not authorized to perform: kms:GenerateDataKey on resource: ${KEY} because no identity-based policy allows the kms:GenerateDataKey action`,
      $metadata: { httpStatusCode: 403 },
    });
  });

  test.each([
    { name: 'the object', bucketKey: false, role: 'OfObject', other: 'OfBucket' },
    { name: 'the bucket, with a bucket key', bucketKey: true, role: 'OfBucket', other: 'OfObject' },
  ])('has the ARN of $name as its encryption context', async ({ bucketKey, role, other }) => {
    const opened = await open(bucketKey);

    const fits = await outcome(opened.s3({ account: HUB, role }).send(put()));
    const fitsNot = await outcome(opened.s3({ account: HUB, role: other }).send(put()));

    expect([fits, fitsNot]).toEqual([200, 'AccessDenied']);
  });

  test.each([
    { role: 'Writer', begins: true, uploads: false },
    { role: 'Reader', begins: false, uploads: true },
    { role: 'ThroughS3', begins: true, uploads: true },
  ])('asks for a data key when an upload begins, and to decrypt it for its parts: $role', async (expected) => {
    const opened = await open();
    const s3 = opened.s3({ account: HUB, role: expected.role });
    const { UploadId } = await opened.s3().send(new CreateMultipartUploadCommand({ Bucket, Key: 'big' }));
    const place = { Bucket, Key: 'big', UploadId };
    const { ETag } = await opened.s3().send(new UploadPartCommand({ ...place, PartNumber: 1, Body: 'x' }));

    const begins = await outcome(s3.send(new CreateMultipartUploadCommand({ Bucket, Key: 'big' })));
    const uploads = await outcome(s3.send(new UploadPartCommand({ ...place, PartNumber: 1, Body: 'x' })));
    const completes = await outcome(
      s3.send(new CompleteMultipartUploadCommand({ ...place, MultipartUpload: { Parts: [{ PartNumber: 1, ETag }] } })),
    );

    const named = (allowed: boolean) => (allowed ? 200 : 'AccessDenied');
    expect([begins, uploads, completes]).toEqual([
      named(expected.begins),
      named(expected.uploads),
      named(expected.uploads),
    ]);
  });

  it('asks for no right to the key for what needs none: heads, lists and deletions', async () => {
    const opened = await open();
    await opened.s3().send(put());
    const s3 = opened.s3({ account: HUB, role: 'Nobody' });

    const head = await s3.send(new HeadObjectCommand({ Bucket, Key: 'key' }));
    const list = await outcome(s3.send(new ListObjectsV2Command({ Bucket })));
    const deletion = await outcome(s3.send(new DeleteObjectCommand({ Bucket, Key: 'key' })));

    expect(head).toMatchObject({ ContentLength: 1, ServerSideEncryption: 'aws:kms', SSEKMSKeyId: KEY });
    expect([list, deletion]).toEqual([200, 204]);
  });
});
