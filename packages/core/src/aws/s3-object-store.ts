import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  paginateListObjectsV2,
  PutObjectCommand,
  UploadPartCommand,
  type CompletedPart,
  type S3Client,
} from '@aws-sdk/client-s3';
import { AwsError } from '../errors.ts';
import type { ObjectStore } from './object-store.ts';

/** S3 takes no smaller part, but for the last. */
const PART_BYTES = 8 * 1024 * 1024;

/** An ObjectStore over one S3 bucket. */
export function s3ObjectStore(s3: S3Client, bucket: string): ObjectStore {
  return {
    bucket,
    async read(key) {
      try {
        const { Body: body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
        return (await body?.transformToString('utf-8')) ?? '';
      } catch (error) {
        if (error instanceof AwsError && error.code === 'NoSuchKey') return undefined;
        throw error;
      }
    },
    async write(key, body) {
      await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: Buffer.from(body) }));
    },
    create: (key, body) => create(s3, { bucket, key, body }),
    writeLines: (key, lines) => writeLines(s3, { bucket, key, lines }),
    async list(prefix) {
      const keys: string[] = [];
      for await (const page of paginateListObjectsV2({ client: s3 }, { Bucket: bucket, Prefix: prefix })) {
        for (const { Key: key } of page.Contents ?? []) if (key !== undefined) keys.push(key);
      }
      return keys;
    },
    async remove(key) {
      await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
    },
  };
}

/**
 * A lost answer is retried by the SDK and then meets our own object: false also means that. Whoever must know reads the object.
 * S3 answers ConditionalRequestConflict (409) while another conditional write or a delete of the key is under way, and asks for a retry.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 */
async function create(
  s3: S3Client,
  { bucket, key, body }: { readonly bucket: string; readonly key: string; readonly body: string },
): Promise<boolean> {
  try {
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: body, IfNoneMatch: '*' }));
    return true;
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    if (error.code === 'PreconditionFailed') return false;
    if (error.code === 'ConditionalRequestConflict') {
      throw new AwsError({
        kind: 'UNAVAILABLE',
        operation: error.operation,
        code: error.code,
        message: error.message,
        cause: error,
      });
    }
    throw error;
  }
}

/** The next part is gathered only when the last has been written, so memory stays at one part. Few lines are one plain object. */
async function writeLines(
  s3: S3Client,
  { bucket, key, lines }: { readonly bucket: string; readonly key: string; readonly lines: AsyncIterable<string> },
): Promise<void> {
  const object = { Bucket: bucket, Key: key };
  const completed: CompletedPart[] = [];
  let uploadId: string | undefined;

  async function upload(part: string): Promise<void> {
    uploadId ??= (await s3.send(new CreateMultipartUploadCommand(object))).UploadId;
    const place = { UploadId: uploadId, PartNumber: completed.length + 1 };
    const { ETag: etag } = await s3.send(new UploadPartCommand({ ...object, ...place, Body: part }));
    completed.push({ PartNumber: place.PartNumber, ETag: etag });
  }

  try {
    let pending: string[] = [];
    let bytes = 0;
    for await (const line of lines) {
      pending.push(line, '\n');
      bytes += Buffer.byteLength(line) + 1;
      if (bytes < PART_BYTES) continue;
      await upload(pending.join(''));
      pending = [];
      bytes = 0;
    }
    if (completed.length === 0) {
      await s3.send(new PutObjectCommand({ ...object, Body: Buffer.from(pending.join('')) }));
      return;
    }
    if (bytes > 0) await upload(pending.join(''));
    await s3.send(
      new CompleteMultipartUploadCommand({ ...object, UploadId: uploadId, MultipartUpload: { Parts: completed } }),
    );
  } catch (error) {
    // Parts that nobody completes would be paid for until they are removed.
    if (uploadId !== undefined) await s3.send(new AbortMultipartUploadCommand({ ...object, UploadId: uploadId }));
    throw error;
  }
}
