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
import { afterEach, describe, expect, it, test } from '@jest/globals';
import { DATA, Organisations } from './small-organisation.ts';

const organisations = new Organisations();
afterEach(() => organisations.closeAll());

const place = { Bucket: 'data', Key: 'a/big' };

/** The least that all parts but the last must have. */
const MIB_5 = 5 * 1024 * 1024;

interface Upload {
  readonly s3: S3Client;
  readonly UploadId: string;
  /** The parts in the order of their numbers, as they are listed when the upload is completed. */
  readonly Parts: { readonly PartNumber: number; readonly ETag: string | undefined }[];
}

/** An upload with the given parts by their numbers, which come last one first. */
async function upload(parts: Readonly<Record<number, string>>): Promise<Upload> {
  const s3 = (await organisations.open({ buckets: [DATA] })).s3();
  const { UploadId = '' } = await s3.send(new CreateMultipartUploadCommand(place));
  const Parts: Upload['Parts'] = [];
  for (const [number, Body] of Object.entries(parts).toReversed()) {
    const PartNumber = Number(number);
    const { ETag } = await s3.send(new UploadPartCommand({ ...place, UploadId, PartNumber, Body }));
    Parts.unshift({ PartNumber, ETag });
  }
  return { s3, UploadId, Parts };
}

function complete({ UploadId, Parts }: Upload, listed: Upload['Parts'] = Parts): CompleteMultipartUploadCommand {
  return new CompleteMultipartUploadCommand({ ...place, UploadId, MultipartUpload: { Parts: listed } });
}

async function textOf(s3: S3Client): Promise<string | undefined> {
  return (await s3.send(new GetObjectCommand(place))).Body?.transformToString();
}

describe('an upload in parts', () => {
  it('is an object of the listed parts by their numbers, once it is completed', async () => {
    const uploaded = await upload({ 1: 'a'.repeat(MIB_5), 2: 'left out', 7: 'b'.repeat(MIB_5), 10: 'c' });
    const { s3, Parts } = uploaded;

    await s3.send(
      complete(
        uploaded,
        Parts.filter(({ PartNumber }) => PartNumber !== 2),
      ),
    );

    const text = await textOf(s3);
    expect(text?.length).toBe(2 * MIB_5 + 1);
    expect(text === 'a'.repeat(MIB_5) + 'b'.repeat(MIB_5) + 'c').toBe(true);
  });

  test.each<{ name: string; listed: (parts: Upload['Parts']) => Upload['Parts']; error: string }>([
    { name: 'none', listed: () => [], error: 'MalformedXML' },
    { name: 'parts out of order', listed: (parts) => parts.toReversed(), error: 'InvalidPartOrder' },
    { name: 'a part twice', listed: ([one]) => (one === undefined ? [] : [one, one]), error: 'InvalidPartOrder' },
    { name: 'a part that is not there', listed: () => [{ PartNumber: 3, ETag: '"0"' }], error: 'InvalidPart' },
    { name: 'a part by another ETag', listed: () => [{ PartNumber: 1, ETag: '"0"' }], error: 'InvalidPart' },
    { name: 'a small part that is not the last', listed: (parts) => parts, error: 'EntityTooSmall' },
  ])('is not completed with $name, and goes on', async ({ listed, error }) => {
    const uploaded = await upload({ 1: 'one', 2: 'two' });
    const { s3, Parts } = uploaded;

    const completed = s3.send(complete(uploaded, listed(Parts)));

    await expect(completed).rejects.toMatchObject({ name: error });
    await s3.send(complete(uploaded, Parts.slice(1)));
    expect(await textOf(s3)).toBe('two');
  });

  it('is nowhere to be seen before', async () => {
    const { s3 } = await upload({ 1: 'one' });

    const { KeyCount } = await s3.send(new ListObjectsV2Command({ Bucket: place.Bucket }));

    expect(KeyCount).toBe(0);
  });

  it('can be completed once', async () => {
    const uploaded = await upload({ 1: 'one' });
    const { s3 } = uploaded;
    await s3.send(complete(uploaded));

    const again = s3.send(complete(uploaded));

    await expect(again).rejects.toMatchObject({ name: 'NoSuchUpload' });
  });

  it('is gone once it is given up', async () => {
    const uploaded = await upload({ 1: 'one' });
    const { s3, UploadId } = uploaded;
    await s3.send(new AbortMultipartUploadCommand({ ...place, UploadId }));

    const completed = s3.send(complete(uploaded));
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
    const { s3, UploadId, Parts } = await upload({ 1: 'one' });
    const another = { ...place, Key: 'another', UploadId, MultipartUpload: { Parts } };

    const other = s3.send(new CompleteMultipartUploadCommand(another));

    await expect(other).rejects.toMatchObject({ name: 'NoSuchUpload' });
  });

  it("takes nothing's place when it has to be new", async () => {
    const { s3, UploadId, Parts } = await upload({ 1: 'one' });
    await s3.send(new PutObjectCommand({ ...place, Body: 'kept' }));
    const onlyNew = { ...place, UploadId, MultipartUpload: { Parts }, IfNoneMatch: '*' };

    const completed = s3.send(new CompleteMultipartUploadCommand(onlyNew));

    await expect(completed).rejects.toMatchObject({ name: 'PreconditionFailed' });
    expect(await textOf(s3)).toBe('kept');
  });
});
