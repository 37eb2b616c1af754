import * as z from 'zod';
import { SWEEP_STATUSES } from './log-entry.ts';
import { SweepId } from './sweep-id.ts';
import { Timestamp } from './timestamp.ts';

/** What a doctor finds, by code: docs/doctor.md has a line for each. */
export const FINDING_CODES = [
  'HUB_NOT_IN_CHARGE',
  'TRUSTED_ACCESS_OFF',
  'REGISTRATION_MISSING',
  'STACK_SET_MISSING',
  'STACK_INSTANCE_NOT_CURRENT',
  'BUCKET_MISSING',
  'BUCKET_NOT_WRITABLE',
  'BUCKET_IN_ANOTHER_REGION',
  'SCHEDULE_DID_NOT_RUN',
  'CONCURRENCY_QUOTA_TOO_LOW',
  'CATALOGUE_NOT_READABLE',
  'PRINCIPALS_MISSING',
  'NO_ROOM_FOR_PRINCIPALS',
  'PRINCIPALS_NOT_SHARED',
  'HUB_NOT_EXAMINED',
  'ACCOUNT_NOT_ACTIVE',
  'REGION_NOT_ENABLED',
  'SERVICE_CATALOG_REFUSED',
  'ROLE_NOT_ASSUMABLE',
  'ROLE_MISSING',
  'ROLE_NOT_CURRENT',
  'TAG_OPTIONS_NOT_MIGRATED',
  'TAG_OPTION_MISSING',
  'TAG_OPTION_INACTIVE',
  'LOCAL_PRINCIPALS_MISSING',
  'NO_LAUNCH_PATH',
  'TARGET_NOT_EXAMINED',
] as const;
export type FindingCode = (typeof FINDING_CODES)[number];

/** One thing that is not as it should be. */
export const Finding = z.strictObject({
  code: z.enum(FINDING_CODES),
  account: z.string(),
  region: z.string().nullable().describe('null for what is not Regional'),
  what: z.string().describe('what was found, with names and ids'),
  fix: z.string().describe('what somebody does about it, as a command where there is one'),
  safeToFix: z.boolean().describe('whether `doctor --fix` mends it'),
  mended: z.boolean().describe('whether this run did'),
});
export type Finding = z.infer<typeof Finding>;

/** What `doctor --fix` does about a finding: one call to AWS, which is safe to repeat. */
export const Remedy = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('associate principal'),
    portfolioId: z.string(),
    principalArn: z.string(),
    principalType: z.enum(['IAM', 'IAM_PATTERN']),
  }),
  z.strictObject({
    kind: z.literal('share principals'),
    portfolioId: z.string(),
    node: z.strictObject({ type: z.enum(['ORGANIZATION', 'ORGANIZATIONAL_UNIT']), id: z.string() }),
  }),
  z.strictObject({ kind: z.literal('create TagOption'), key: z.string(), value: z.string() }),
]);
export type Remedy = z.infer<typeof Remedy>;

/** How many provisioned products each `optIn` setting adds to what is opted in by the other settings that are configured. */
export const OptInCounts = z.strictObject({ spoke: z.int(), shared: z.int(), hub: z.int() });
export type OptInCounts = z.infer<typeof OptInCounts>;

/** A finding with what would mend it; without remedies it needs a person. */
export const ExaminedFinding = z.strictObject({
  ...Finding.shape,
  remedies: z.array(Remedy),
  concerns: z.array(z.string()).describe('ids of the products that the sweep cannot launch until it is mended'),
});
export type ExaminedFinding = z.infer<typeof ExaminedFinding>;

/** `findings/…`: what was found in the hub, or in one target. */
export const Examination = z.strictObject({
  findings: z.array(ExaminedFinding),
  notes: z.array(z.string()),
  optIn: OptInCounts,
});
export type Examination = z.infer<typeof Examination>;

/** `findings.json`: all that a person is told when a doctor's run is over. */
export const DoctorSummary = z.strictObject({
  sweepId: SweepId,
  status: z.enum(SWEEP_STATUSES),
  reason: z.string().nullable().describe('why it ended so, when it did not simply complete'),
  startedAt: Timestamp,
  finishedAt: Timestamp,
  targets: z.strictObject({ planned: z.int(), examined: z.int() }),
  findings: z.array(Finding).describe('by account, Region, code and what'),
  optIn: OptInCounts,
  notes: z.array(z.string()).describe('what is as it should be, but worth knowing, such as when the schedule last ran'),
  log: z.strictObject({ location: z.string(), entries: z.int() }),
});
export type DoctorSummary = z.infer<typeof DoctorSummary>;

/** One line per finding in the log bucket. */
export const FindingEntry = z.strictObject({
  SweepId: SweepId.describe('the doctor run that wrote this line'),
  AccountNo: z
    .string()
    .regex(/^\d{12}$/)
    .describe('the account, 12 digits'),
  Region: z.string().nullable().describe('the Region; null for what is not Regional'),
  Code: z.enum(FINDING_CODES).describe('what is wrong, as one code'),
  What: z.string().describe('what was found, with names and ids'),
  Fix: z.string().describe('what somebody does about it'),
  SafeToFix: z.boolean().describe('whether `doctor --fix` mends it'),
  Mended: z.boolean().describe('whether this run did'),
});
export type FindingEntry = z.infer<typeof FindingEntry>;
