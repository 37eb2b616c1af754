import type { ReportPlace } from '../reporting/report-statements.ts';

/** What the roles of a hub are made from. */
export interface HubRoleSettings {
  /** aws, aws-us-gov or aws-cn. */
  readonly partition: string;
  readonly hubAccount: string;
  readonly hubRegion: string;
  readonly workBucket: string;
  readonly logBucket: string;
  readonly logPrefix: string;
  /** The KMS keys of the two buckets, by ARN; absent where S3's own keys encrypt. */
  readonly workKey?: string | undefined;
  readonly logKey?: string | undefined;
  /** The topic of alarms and digests, and its key, by ARN; absent where nothing is deployed that tells anybody. */
  readonly topicArn?: string | undefined;
  readonly topicKey?: string | undefined;
}

/** The beginning of the ARNs of what is in the hub's account and Region. */
export function hubArn(service: string, { partition, hubAccount, hubRegion }: HubRoleSettings): string {
  return `arn:${partition}:${service}:${hubRegion}:${hubAccount}`;
}

/** Where the hub's own reports are made; the results of queries lie in its work bucket. */
export function reportPlace({ partition, hubAccount, hubRegion, workBucket }: HubRoleSettings): ReportPlace {
  return { partition, account: hubAccount, region: hubRegion, resultBucket: workBucket };
}
