import * as z from 'zod';
import { OUTCOMES } from './outcome.ts';
import { SweepId } from './sweep-id.ts';
import { Timestamp } from './timestamp.ts';

const text = z.string();
const optionalText = z.string().nullable();
const optionalTime = Timestamp.nullable();

/**
 * Our one JSON line per provisioned product per sweep. The first 16 fields are those of the blog post this tool grew out of, and
 * keep their names to the letter; a fact that does not exist is null, never an empty string, which breaks timestamp columns.
 */
export const LogEntry = z.strictObject({
  AutoUpdateProvisionedProduct: z.enum(['true', 'false']).describe('whether the product is opted in to updates'),
  Errors: optionalText.describe('what went wrong, with the root cause of a failed update; null when nothing did'),
  ProvisionedProductName: text.describe('the name its owner gave the provisioned product'),
  AccountNo: z
    .string()
    .regex(/^\d{12}$/)
    .describe('the account it lives in, 12 digits'),
  ProductId: optionalText.describe('the id of its product'),
  LaunchedBy: optionalText.describe('the ARN of the user or role that launched it'),
  ProductName: optionalText.describe('the name of its product'),
  StackName: optionalText.describe('the name of the CloudFormation stack behind it'),
  LatestVersionName: optionalText.describe('the name of the newest eligible version when the sweep began'),
  ScannedTime: Timestamp.describe('when the sweep looked at it, UTC'),
  ProvisionedVersion: optionalText.describe('the id of the version that ran when the sweep looked'),
  UpdateTimestamp: optionalTime.describe('when its update ended or was given up, UTC; null when none was tried'),
  LatestVersionId: optionalText.describe('the id of the newest eligible version when the sweep began'),
  UpdateStatus: optionalText.describe(
    "the status of the update's record in Service Catalog; null when no update was tried",
  ),
  ProvisionedProductId: text.describe('the id of the provisioned product'),
  ProvisionedVersionName: optionalText.describe('the name of the version that ran when the sweep looked'),

  SweepId: SweepId.describe('the sweep that wrote this line'),
  Wave: text.describe('the wave of the sweep'),
  Mode: z.enum(['report', 'update']).describe('whether the sweep only looked, or also updated'),
  Region: text.describe('the Region it lives in'),
  AccountName: text.describe('the name of its account'),
  OrganizationalUnit: text.describe(
    'the names of the OUs above its account, from the first below the root, joined by /',
  ),
  Outcome: z.enum(OUTCOMES).describe('what the sweep did with it, and why, as one code'),
  Reason: optionalText.describe('the facts behind the outcome, in words'),
  RootCause: optionalText.describe(
    'what its failure comes down to, without what is its own, so that equal causes are equal; null unless its update failed',
  ),
  Outdated: z.boolean().describe('whether a newer eligible version than the one that ran existed'),
  VersionsBehind: z.int().nullable().describe('how many eligible versions are newer; null when unknown'),
  DaysBehind: z.int().nullable().describe('whole days since the oldest of those versions appeared; null when unknown'),
  OptedInBy: z.enum(['spoke', 'shared', 'hub']).nullable().describe('where the opt-in TagOption was found'),
  ProvisionedProductStatus: text.describe('its status in Service Catalog when the sweep looked last'),
  ProductType: text.describe('its type in Service Catalog, such as CFN_STACK'),
  LaunchRoleArn: optionalText.describe('the launch role it was made with; null when there is none or nobody asked'),
  RecordId: optionalText.describe("the id of the update's record in Service Catalog"),
  UpdateStartedTime: optionalTime.describe('when its update began, UTC'),
});
export type LogEntry = z.infer<typeof LogEntry>;

/** The fields that the blog post's own table and query use. */
export const BLOG_FIELDS = [
  'AutoUpdateProvisionedProduct',
  'Errors',
  'ProvisionedProductName',
  'AccountNo',
  'ProductId',
  'LaunchedBy',
  'ProductName',
  'StackName',
  'LatestVersionName',
  'ScannedTime',
  'ProvisionedVersion',
  'UpdateTimestamp',
  'LatestVersionId',
  'UpdateStatus',
  'ProvisionedProductId',
  'ProvisionedVersionName',
] as const satisfies readonly (keyof LogEntry)[];

/** One line per planned target and sweep: what was found there, or why nothing could be. */
export const TargetEntry = z.strictObject({
  SweepId: SweepId.describe('the sweep that wrote this line'),
  Wave: text.describe('the wave of the sweep'),
  AccountNo: z
    .string()
    .regex(/^\d{12}$/)
    .describe('the account, 12 digits'),
  AccountName: text.describe('the name of the account'),
  OrganizationalUnit: text.describe(
    'the names of the OUs above the account, from the first below the root, joined by /',
  ),
  Region: text.describe('the Region'),
  Swept: z.boolean().describe('whether all of the target was looked at'),
  Whole: z.boolean().describe('whether all of its provisioned products were asked for, not just some of them'),
  Error: optionalText.describe('the code of the failure, such as ROLE_NOT_ASSUMABLE; null when the target was swept'),
  Reason: optionalText.describe('the real reason of the failure, in words'),
  Notes: optionalText.describe('what else somebody should know, with the remedy, such as TagOptions never migrated'),
  Scanned: z.int().describe('how many provisioned products were scanned'),
  Outdated: z.int().describe('how many of them were behind'),
  Updated: z.int().describe('how many of them were updated'),
  Failed: z.int().describe('how many updates failed or timed out'),
});
export type TargetEntry = z.infer<typeof TargetEntry>;

/** How a sweep ended. */
export const SWEEP_STATUSES = [
  'COMPLETED',
  'INCOMPLETE',
  'STOPPED',
  'ABORTED',
  'TIMED_OUT',
  'FAILED',
  'SKIPPED',
] as const;
export type SweepStatus = (typeof SWEEP_STATUSES)[number];

/** One line per finished sweep. */
export const SweepEntry = z.strictObject({
  SweepId: SweepId.describe('the sweep'),
  Mode: z.enum(['report', 'update']).describe('whether the sweep only looked, or also updated'),
  Status: z.enum(SWEEP_STATUSES).describe('how the sweep ended'),
  Reason: optionalText.describe('why it ended so, when it did not simply complete'),
  Whole: z.boolean().describe('whether it was over everything that is configured, not just a part'),
  StartedTime: Timestamp.describe('when it began, UTC'),
  FinishedTime: Timestamp.describe('when it ended, UTC'),
  TargetsPlanned: z.int().describe('how many targets were planned'),
  TargetsSwept: z.int().describe('how many targets were looked at to the end'),
  TargetsFailed: z.int().describe('how many targets were not'),
  Scanned: z.int().describe('how many provisioned products were scanned'),
  Outdated: z.int().describe('how many of them were behind'),
  ByOutcome: z.partialRecord(z.enum(OUTCOMES), z.int()).describe('how many had each outcome'),
  Reconciled: z
    .boolean()
    .describe('whether every planned target and every scanned provisioned product has its one line'),
});
export type SweepEntry = z.infer<typeof SweepEntry>;
