import * as z from 'zod';
import { SweepId } from './sweep-id.ts';
import { Timestamp } from './timestamp.ts';

/** What a doctor finds, by code: one line each in docs/doctor.md. */
export const FINDING_CODES = [
  'HUB_NOT_IN_CHARGE',
  'TRUSTED_ACCESS_OFF',
  'REGISTRATION_MISSING',
  'STACK_SET_MISSING',
  'STACK_INSTANCE_NOT_CURRENT',
  'BUCKET_NOT_WRITABLE',
  'BUCKET_IN_ANOTHER_REGION',
  'SCHEDULE_DID_NOT_RUN',
  'CONCURRENCY_QUOTA_TOO_LOW',
  'PRINCIPALS_MISSING',
  'PRINCIPALS_NOT_SHARED',
  'ACCOUNT_NOT_ACTIVE',
  'REGION_NOT_ENABLED',
  'ROLE_NOT_ASSUMABLE',
  'ROLE_NOT_CURRENT',
  'TAG_OPTIONS_NOT_MIGRATED',
  'TAG_OPTION_MISSING',
  'LOCAL_PRINCIPALS_MISSING',
  'NO_LAUNCH_PATH',
  'TARGET_NOT_EXAMINED',
] as const;

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

/** How many provisioned products each `optIn` setting adds to what is opted in. */
export const OptInCounts = z.strictObject({ spoke: z.int(), shared: z.int(), hub: z.int() });
export type OptInCounts = z.infer<typeof OptInCounts>;

/** `findings.json`: all that a person is told when a doctor's run is over. */
export const DoctorSummary = z.strictObject({
  sweepId: SweepId,
  startedAt: Timestamp,
  finishedAt: Timestamp,
  targets: z.strictObject({ planned: z.int(), examined: z.int() }),
  findings: z.array(Finding).describe('by account, Region, code and what'),
  optIn: OptInCounts,
  notes: z.array(z.string()).describe('what is as it should be, but worth knowing, such as when the schedule last ran'),
  log: z.strictObject({ location: z.string(), entries: z.int() }),
});
export type DoctorSummary = z.infer<typeof DoctorSummary>;
