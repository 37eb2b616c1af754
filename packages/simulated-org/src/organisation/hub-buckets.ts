import type { BucketDefinition } from '../s3/buckets.ts';
import type { Organisation } from './description.ts';

/** The buckets of a hub, as its organisation describes them. The log bucket may have another name than the description's. */
export function hubBuckets(
  organisation: Organisation,
  { logBucket = organisation.hub.logBucket }: { readonly logBucket?: string } = {},
): readonly BucketDefinition[] {
  const { hub } = organisation;
  const hubAccount = idOf(hub.account, organisation);
  return [
    { name: hub.workBucket, account: hubAccount, region: hub.region, ...encryptedBy(hub.workKey) },
    {
      name: logBucket,
      account: idOf(hub.logBucketOwner ?? hub.account, organisation),
      region: hub.logBucketRegion ?? hub.region,
      ...encryptedBy(hub.logKey),
      ...withPolicy(hub.logBucketPolicy, { bucket: logBucket, hub: hubAccount }),
    },
  ];
}

function idOf(name: string, { accounts }: Organisation): string {
  const account = accounts.find((one) => one.name === name);
  if (account === undefined) throw new Error(`there is no account ${name}`);
  return account.id;
}

/** With an S3 Bucket Key, as somebody has who pays for requests to KMS. */
function encryptedBy(keyArn: string | undefined): Pick<BucketDefinition, 'encryption'> {
  return keyArn === undefined ? {} : { encryption: { keyArn, bucketKey: true } };
}

function withPolicy(
  kind: Organisation['hub']['logBucketPolicy'],
  { bucket, hub }: { readonly bucket: string; readonly hub: string },
): Pick<BucketDefinition, 'policy'> {
  const Resource = [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`];
  switch (kind) {
    case 'none':
      return {};
    case 'lets-the-hub-in':
      return {
        policy: policyOf({ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${hub}:root` }, Action: 's3:*', Resource }),
      };
    case 'refuses-writes':
      return { policy: policyOf({ Effect: 'Deny', Principal: '*', Action: 's3:PutObject', Resource }) };
  }
}

function policyOf(statement: object): object {
  return { Version: '2012-10-17', Statement: [statement] };
}
