import { bucketArn, type Place } from './place.ts';

/**
 * Throws AccessDenied unless the caller may do this with the key of the bucket, which S3 uses in the caller's name.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
 */
export function authorizeKey({ context, bucket, key }: Place, action: 'kms:GenerateDataKey' | 'kms:Decrypt'): void {
  if (bucket.encryption === undefined) return;
  const { keyArn, bucketKey } = bucket.encryption;
  const conditions = {
    'kms:CallerAccount': context.caller.account,
    'kms:EncryptionContext:aws:s3:arn': bucketKey ? bucketArn(bucket.name) : `${bucketArn(bucket.name)}/${key}`,
    'kms:ViaService': `s3.${bucket.region}.amazonaws.com`,
  };
  context.authorize({ action, resource: keyArn, conditions });
}

/** What an answer tells of the key that encrypted an object. */
export function encryptionHeaders({ bucket: { encryption } }: Place): Readonly<Record<string, string>> {
  if (encryption === undefined) return { 'x-amz-server-side-encryption': 'AES256' };
  return {
    'x-amz-server-side-encryption': 'aws:kms',
    'x-amz-server-side-encryption-aws-kms-key-id': encryption.keyArn,
    ...(encryption.bucketKey ? { 'x-amz-server-side-encryption-bucket-key-enabled': 'true' } : {}),
  };
}
