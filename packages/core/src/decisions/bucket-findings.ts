import type { ExaminedFinding } from '../contract/findings.ts';
import type { AwsError } from '../errors.ts';
import { finding } from './finding.ts';

/** What S3 answers when a bucket lies in another Region than the one it was asked in. */
const ELSEWHERE = new Set(['AuthorizationHeaderMalformed', 'IllegalLocationConstraintException', 'PermanentRedirect']);

/** Why the hub could not write to the bucket of its logs, told apart: it is not there, lies elsewhere, or refuses. */
export function logBucketFinding(
  { account, bucket, hubRegion }: { readonly account: string; readonly bucket: string; readonly hubRegion: string },
  error: AwsError,
): ExaminedFinding {
  const place = { account, region: hubRegion };
  if (error.code === 'NoSuchBucket') {
    return finding({
      ...place,
      code: 'BUCKET_MISSING',
      what: `the log bucket ${bucket} does not exist`,
      fix: `create it in ${hubRegion}, or leave logS3Bucket out of catalog-sweep.yaml so that the hub makes one, and deploy the hub again`,
    });
  }
  if (ELSEWHERE.has(error.code)) {
    return finding({
      ...place,
      code: 'BUCKET_IN_ANOTHER_REGION',
      what: `the log bucket ${bucket} does not lie in the hub's Region ${hubRegion}: ${error.message}`,
      fix: `name a bucket in ${hubRegion} as logS3Bucket in catalog-sweep.yaml, and deploy the hub again`,
    });
  }
  return finding({
    ...place,
    code: 'BUCKET_NOT_WRITABLE',
    what: `the log bucket ${bucket} cannot be written: ${error.message}`,
    fix: 'add the bucket policy and the key policy that the deployment printed to the bucket and its key, in the account of their owner',
  });
}
