import * as z from 'zod';
import { accountId, bucketName, region, sweepSettings, type SweepConfiguration } from './configuration.ts';

/** Raised when a file of an older shape would be misread. */
export const CONFIGURATION_SCHEMA_VERSION = 1;

const Hub = z
  .strictObject({
    account: accountId.describe('the account that sweeps'),
    region: region.describe('where the hub is deployed'),
    role: z
      .enum(['management-account', 'delegated-administrator'])
      .describe('what the hub is in the organisation; a delegated administrator is the usual choice'),
    organizationId: z.string().regex(/^o-[a-z0-9]{10,32}$/, 'an organisation id looks like o-a1b2c3d4e5'),
    organizationRootId: z.string().regex(/^r-[0-9a-z]{4,32}$/, 'a root id looks like r-ab12'),
    managementAccount: accountId
      .optional()
      .describe('for a delegated administrator that sweeps the management account too'),
  })
  .describe('who sweeps');

const LogBucket = z.strictObject({
  account: accountId.optional().describe("the bucket's owner, when that is not the hub"),
  keyArn: z
    .string()
    .regex(
      /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/.+$/,
      'a key ARN looks like arn:aws:kms:eu-west-1:111122223333:key/…',
    )
    .optional()
    .describe('the KMS key of a bucket that has one'),
});

/** `catalog-sweep.yaml`: all that a deployed hub is told. */
export const HubConfiguration = z.strictObject({
  schemaVersion: z.literal(CONFIGURATION_SCHEMA_VERSION),
  hub: Hub,
  logS3Bucket: bucketName.optional().describe('an existing bucket for the logs; absent: the hub makes one'),
  logBucket: LogBucket.prefault({}).describe('of an existing bucket, what the hub cannot know'),
  cronExpressionForEventRule: z
    .string()
    .default('cron(0 22 ? * THU *)')
    .describe('when the scheduled sweep runs, as EventBridge Scheduler writes it'),
  timeZone: z.string().default('UTC').describe('the IANA time zone of the schedule'),
  mode: z.enum(['report', 'update']).default('report').describe('what the scheduled sweep does'),
  ...sweepSettings,
  encryption: z
    .enum(['kms', 's3'])
    .default('kms')
    .describe("how the hub's buckets are encrypted: with a KMS key of its own, or with keys of S3"),
  readerAccounts: z.array(accountId).default([]).describe('accounts that may read the logs'),
  notificationAddresses: z.array(z.email()).default([]).describe('e-mail addresses that alarms go to'),
  spokes: z
    .strictObject({
      portfolioAccess: z
        .boolean()
        .default(true)
        .describe('whether `doctor --fix` may make the roles principals of local portfolios and create the TagOption'),
      managedPolicies: z
        .array(z.string())
        .default([])
        .describe('ARNs of managed policies for the update role, for products without a launch role'),
      trustLocalSweeps: z
        .boolean()
        .default(false)
        .describe('whether sweeps from a machine of the hub account (`--on local`) are trusted too'),
    })
    .prefault({}),
});
export type HubConfiguration = z.infer<typeof HubConfiguration>;

/** The part of the configuration that a sweep goes by, with the bucket that the hub has. */
export function sweepConfigurationOf(configuration: HubConfiguration, logS3Bucket: string): SweepConfiguration {
  const names = Object.keys(sweepSettings) as (keyof typeof sweepSettings)[];
  const settings = Object.fromEntries(names.map((name) => [name, configuration[name]]));
  return { logS3Bucket, ...(settings as Omit<SweepConfiguration, 'logS3Bucket'>) };
}
