import * as z from 'zod';
import { expressionProblem } from '../decisions/schedule.ts';
import { timeZoneProblem } from '../decisions/wall-time.ts';
import { ruleProblems } from './configuration-rules.ts';
import { accountId, bucketName, distinct, existingRegion, sweepSettings } from './configuration.ts';
import { DigestWhen } from './sweep-finished.ts';

/** Raised when a file of an older shape would be misread. */
export const CONFIGURATION_SCHEMA_VERSION = 1;

const Hub = z
  .strictObject({
    account: accountId.describe('the account that sweeps'),
    region: existingRegion.describe('where the hub is deployed'),
    role: z
      .enum(['management-account', 'delegated-administrator'])
      .describe('what the hub is in the organisation; a delegated administrator is the usual choice'),
    organizationId: z
      .string()
      .regex(/^o-[a-z0-9]{10,32}$/, 'an organisation id looks like o-a1b2c3d4e5')
      .describe('whose roles are trusted; `aws organizations describe-organization` tells it'),
    organizationRootId: z
      .string()
      .regex(/^r-[0-9a-z]{4,32}$/, 'a root id looks like r-ab12')
      .describe('where the StackSet begins; `aws organizations list-roots` tells it'),
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
      /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[\w-]+$/,
      'a key ARN looks like arn:aws:kms:eu-west-1:111122223333:key/…',
    )
    .optional()
    .describe('the KMS key of a bucket that has one'),
});

/**
 * A policy of somebody's own exists in one account, and the update role is in all of them. IAM attaches 10 to a role, 25 where the quota was
 * raised. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
const managedPolicies = distinct(
  z
    .string()
    .regex(
      /^arn:aws[a-z-]*:iam::aws:policy\/.+$/,
      'a policy of AWS looks like arn:aws:iam::aws:policy/AmazonS3FullAccess',
    ),
).max(25);

const Spokes = z.strictObject({
  portfolioAccess: z
    .boolean()
    .default(true)
    .describe('whether `doctor --fix` may make the roles principals of local portfolios and create the TagOption'),
  managedPolicies: managedPolicies
    .default([])
    .describe('ARNs of policies of AWS for the update role, for products without a launch role'),
  trustLocalSweeps: z
    .boolean()
    .default(false)
    .describe('whether sweeps from a machine of the hub account (`--on local`) are trusted too'),
});

/** `catalog-sweep.yaml`: all that a deployed hub is told. */
export const HubConfiguration = z
  .strictObject({
    schemaVersion: z.literal(CONFIGURATION_SCHEMA_VERSION).describe('the version of this file'),
    hub: Hub,
    logS3Bucket: bucketName.optional().describe('an existing bucket for the logs; absent: the hub makes one'),
    logBucket: LogBucket.prefault({}).describe('of an existing bucket, what the hub cannot know'),
    cronExpressionForEventRule: z
      .string()
      .superRefine(problemOf(expressionProblem))
      .default('cron(0 22 ? * THU *)')
      .describe('when the scheduled sweep runs, as EventBridge Scheduler writes it'),
    timeZone: z
      .string()
      .superRefine(problemOf(timeZoneProblem))
      .default('UTC')
      .describe('the IANA time zone of the schedule'),
    mode: z
      .enum(['report', 'update'])
      .default('report')
      .describe('what the scheduled sweep does: only look, or also update'),
    ...sweepSettings,
    targets: sweepSettings.targets
      .extend({ regions: distinct(existingRegion).min(1).describe('the Regions of every account') })
      .describe('the accounts and Regions that are swept'),
    encryption: z
      .enum(['kms', 's3'])
      .default('kms')
      .describe("how the hub's buckets are encrypted: with a KMS key of its own, or with keys of S3"),
    readerAccounts: distinct(accountId).default([]).describe('accounts that may read the logs'),
    notificationAddresses: distinct(z.email('an e-mail address looks like platform@example.com'))
      .default([])
      .describe('e-mail addresses that alarms and digests go to'),
    digest: DigestWhen.default('always').describe(
      'after which sweeps a digest goes there: after each, or only where somebody has to look',
    ),
    spokes: Spokes.prefault({}).describe('the two roles in every account'),
  })
  // Rules are about settings that are right by themselves: each looks at whether its own are, and does not wait for the others.
  .superRefine(
    (configuration, context) => {
      for (const problem of ruleProblems(configuration, context.issues)) {
        context.addIssue({ code: 'custom', path: [...problem.path], message: problem.message });
      }
    },
    { when: ({ value }) => typeof value === 'object' && value !== null },
  );
export type HubConfiguration = z.infer<typeof HubConfiguration>;

/** The management account when it is swept: StackSets never reach it. */
export function managementAccountOf({ role, account, managementAccount }: HubConfiguration['hub']): string | undefined {
  return role === 'management-account' ? account : managementAccount;
}

function problemOf(find: (value: string) => string | undefined) {
  return (value: string, context: z.core.$RefinementCtx<string>): void => {
    const message = find(value);
    if (message !== undefined) context.addIssue({ code: 'custom', message });
  };
}
