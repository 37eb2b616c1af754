import { partitionOfRegion, type PolicyStatement } from '@catalog-sweep/core';
import type { HubRoleSettings } from './hub-role-settings.ts';

/**
 * What S3 asks of KMS in the name of whoever reads and writes objects of the hub's buckets: a data key for each write, and to decrypt it for each
 * read and for uploads in parts. Nobody may use the keys otherwise than through S3.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
 */
export function keyStatements(
  statements: readonly PolicyStatement[],
  settings: HubRoleSettings,
): readonly PolicyStatement[] {
  const { partition, workBucket, workKey, logBucket, logKey } = settings;
  const buckets = [
    { sid: 'UseWorkKey', bucket: workBucket, key: workKey },
    { sid: 'UseLogKey', bucket: logBucket, key: logKey },
  ];
  return buckets.flatMap(({ sid, bucket, key }) => {
    if (key === undefined) return [];
    const objects = `arn:${partition}:s3:::${bucket}/`;
    const actions = statements
      .filter(({ Resource = [] }) => Resource.some((arn) => arn.startsWith(objects)))
      .flatMap(({ Action }) => Action);
    const writes = actions.includes('s3:PutObject') ? ['kms:GenerateDataKey'] : [];
    const uses = actions.includes('s3:GetObject') || actions.includes('s3:AbortMultipartUpload') ? ['kms:Decrypt'] : [];
    const Action = [...uses, ...writes];
    return Action.length === 0 ? [] : [{ ...throughS3(settings), Sid: sid, Action, Resource: [key] }];
  });
}

function throughS3({ hubRegion }: HubRoleSettings): Pick<PolicyStatement, 'Effect' | 'Condition'> {
  return { Effect: 'Allow', Condition: { StringEquals: { 'kms:ViaService': s3AsKmsSeesIt(hubRegion) } } };
}

/** The values of `kms:ViaService` when S3 asks KMS in a Region. */
export function s3AsKmsSeesIt(region: string): readonly string[] {
  const service = `s3.${region}.amazonaws.com`;
  // Which of the two KMS shows in China is not documented.
  return partitionOfRegion(region) === 'aws-cn' ? [service, `${service}.cn`] : [service];
}
