import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  UploadPartCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { afterEach, describe, expect, it } from '@jest/globals';
import { Organisations } from './small-organisation.ts';

const organisations = new Organisations();
afterEach(() => organisations.closeAll());

const place = { Bucket: 'data', Key: 'a/big' };

/** A client, and an upload with the given parts by their numbers. */
async function upload(parts: Readonly<Record<number, string>>): Promise<{ s3: S3Client; UploadId: string }> {
  const s3 = (await organisations.open({ buckets: [place.Bucket] })).s3();
  const { UploadId = '' } = await s3.send(new CreateMultipartUploadCommand(place));
  for (const [PartNumber, Body] of Object.entries(parts).toReversed())
    await s3.send(new UploadPartCommand({ ...place, UploadId, PartNumber: Number(PartNumber), Body }));
  return { s3, UploadId };
}

async function textOf(s3: S3Client): Promise<string | undefined> {
  return (await s3.send(new GetObjectCommand(place))).Body?.transformToString();
}

describe('an upload in parts', () => {
  it('is an object of all parts by their numbers, once it is completed', async () => {
    const { s3, UploadId } = await upload({ 1: 'one ', 2: 'two ', 10: 'ten' });

    await s3.send(new CompleteMultipartUploadCommand({ ...place, UploadId }));

    expect(await textOf(s3)).toBe('one two ten');
  });

  it('is nowhere to be seen before', async () => {
    const { s3 } = await upload({ 1: 'one' });

    const { KeyCount } = await s3.send(new ListObjectsV2Command({ Bucket: place.Bucket }));

    expect(KeyCount).toBe(0);
  });

  it('can be completed once', async () => {
    const { s3, UploadId } = await upload({ 1: 'one' });
    await s3.send(new CompleteMultipartUploadCommand({ ...place, UploadId }));

    const again = s3.send(new CompleteMultipartUploadCommand({ ...place, UploadId }));

    await expect(again).rejects.toMatchObject({ name: 'NoSuchUpload' });
  });

  it('is gone once it is given up', async () => {
    const { s3, UploadId } = await upload({ 1: 'one' });
    await s3.send(new AbortMultipartUploadCommand({ ...place, UploadId }));

    const completed = s3.send(new CompleteMultipartUploadCommand({ ...place, UploadId }));
    const more = s3.send(new UploadPartCommand({ ...place, UploadId, PartNumber: 2, Body: 'two' }));

    await expect(completed).rejects.toMatchObject({ name: 'NoSuchUpload' });
    await expect(more).rejects.toMatchObject({ name: 'NoSuchUpload' });
  });

  it('cannot be given up with an id that leads elsewhere', async () => {
    const { s3 } = await upload({ 1: 'one' });
    await s3.send(new PutObjectCommand({ ...place, Body: 'kept' }));

    const given = s3.send(new AbortMultipartUploadCommand({ ...place, UploadId: '../buckets' }));

    await expect(given).rejects.toMatchObject({ name: 'NoSuchUpload' });
    expect(await textOf(s3)).toBe('kept');
  });

  it.each([0, 10_001])('has no part with the number %d', async (PartNumber) => {
    const { s3, UploadId } = await upload({});

    const answer = s3.send(new UploadPartCommand({ ...place, UploadId, PartNumber, Body: 'x' }));

    await expect(answer).rejects.toMatchObject({ name: 'InvalidArgument' });
  });

  it('is of one key alone', async () => {
    const { s3, UploadId } = await upload({ 1: 'one' });

    const other = s3.send(new CompleteMultipartUploadCommand({ ...place, Key: 'another', UploadId }));

    await expect(other).rejects.toMatchObject({ name: 'NoSuchUpload' });
  });

  it("takes nothing's place when it has to be new", async () => {
    const { s3, UploadId } = await upload({ 1: 'one' });
    await s3.send(new PutObjectCommand({ ...place, Body: 'kept' }));

    const completed = s3.send(new CompleteMultipartUploadCommand({ ...place, UploadId, IfNoneMatch: '*' }));

    await expect(completed).rejects.toMatchObject({ name: 'PreconditionFailed' });
    expect(await textOf(s3)).toBe('kept');
  });
});
