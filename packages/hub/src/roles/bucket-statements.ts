import type { PolicyStatement } from '@catalog-sweep/core';

interface BucketStatements {
  readonly list: PolicyStatement;
  readonly read: Objects;
  readonly put: Objects;
  readonly upload: Objects;
  readonly writeResults: Objects;
}

type Objects = (...keys: readonly string[]) => PolicyStatement;

/** The statements about one of the hub's buckets. In keys, `*` stands for a sweep's id, or for the rest of a key. */
export function bucketStatements(partition: string, label: 'Work' | 'Log', bucket: string): BucketStatements {
  const arn = `arn:${partition}:s3:::${bucket}`;
  const objects =
    (sid: string, ...actions: readonly string[]): Objects =>
    (...keys) => ({
      Sid: sid,
      Effect: 'Allow',
      Action: actions,
      Resource: keys.map((key) => `${arn}/${key}`),
      reason: 'the id of a sweep, or its day, stands in its keys',
    });
  return {
    // Without it S3 answers 403 and not 404 for an object that is not there.
    list: { Sid: `List${label}Bucket`, Effect: 'Allow', Action: ['s3:ListBucket'], Resource: [arn] },
    read: objects(`Read${label}Objects`, 's3:GetObject'),
    put: objects(`Put${label}Objects`, 's3:PutObject'),
    // What may be long is uploaded in parts, which are given up when something fails.
    upload: objects(`Upload${label}Objects`, 's3:PutObject', 's3:AbortMultipartUpload'),
    // As AWS has it for the results of Maps: https://docs.aws.amazon.com/step-functions/latest/dg/iam-policies-eg-dist-map.html
    writeResults: objects(
      'WriteMapResults',
      's3:PutObject',
      's3:GetObject',
      's3:ListMultipartUploadParts',
      's3:AbortMultipartUpload',
    ),
  };
}
