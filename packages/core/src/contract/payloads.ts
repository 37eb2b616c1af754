import * as z from 'zod';
import { LogEntry, SWEEP_STATUSES } from './log-entry.ts';
import { OUTCOMES } from './outcome.ts';
import { SweepConfiguration, SweepRequest } from './configuration.ts';
import { SweepId } from './sweep-id.ts';
import { Timestamp } from './timestamp.ts';

/*
 * What passes between the stages: the events and results of the Lambda functions, and the objects in the work bucket. Payloads stay
 * small and refer to objects; Step Functions ends an execution at 256 KiB of payload.
 */

/** Raised whenever a payload's shape changes, so that a deployment in mid-sweep is noticed instead of misread. */
export const CONTRACT_VERSION = 1;

const wave = z.string();
const version = z.strictObject({ id: z.string(), name: z.string() });

/** One account in one Region, as a line of a wave's targets. */
export const Target = z.strictObject({
  account: z.string(),
  accountName: z.string(),
  region: z.string(),
  organizationalUnit: z
    .string()
    .describe("names of the OUs above it, from the first below the root, joined by /; the root's name without any"),
  organizationalUnitIds: z.array(z.string()).describe('the root and the OUs above the account, from the root down'),
  accountState: z.string().describe("Organizations' State; only ACTIVE accounts are called"),
});
export type Target = z.infer<typeof Target>;

/** `sweep.json`: what was asked for and with which settings, frozen when the sweep begins. */
export const Sweep = z.strictObject({
  contractVersion: z.literal(CONTRACT_VERSION),
  sweepId: SweepId,
  startedAt: z.int().describe('milliseconds since 1970'),
  request: SweepRequest,
  configuration: SweepConfiguration,
  hub: z.strictObject({ account: z.string(), partition: z.string(), organizationId: z.string() }),
  waves: z.array(z.strictObject({ name: wave, targets: z.int() })),
});
export type Sweep = z.infer<typeof Sweep>;

/** A version of a product, as far as decisions need it. */
export const ProductVersion = z.strictObject({
  id: z.string(),
  name: z.string(),
  createdAt: z.int().describe('milliseconds since 1970'),
  active: z.boolean(),
  deprecated: z.boolean(),
});
export type ProductVersion = z.infer<typeof ProductVersion>;

/** A product with what is known of it: a line of `catalogue/<region>.json`, or what a scan asked the spoke for. */
export const CatalogueProduct = z.strictObject({
  id: z.string(),
  name: z.string(),
  versions: z.array(ProductVersion),
  newestParameters: z
    .array(z.strictObject({ key: z.string(), hasDefault: z.boolean() }))
    .nullable()
    .describe('of the newest eligible version; null when there is none'),
  hubOptedIn: z.boolean().describe('the opt-in TagOption is on the product in the hub'),
  sharedBy: z.array(z.string()).describe('ids of the portfolios that hold the product and share their TagOptions'),
});
export type CatalogueProduct = z.infer<typeof CatalogueProduct>;

export const Catalogue = z.strictObject({
  region: z.string(),
  products: z.array(CatalogueProduct),
  failure: z
    .string()
    .nullable()
    .describe("why the hub's own catalogue could not be read there; spokes are asked instead"),
  tagOptionsMigrated: z
    .boolean()
    .default(true)
    .describe("false: the hub's TagOptions were never migrated, so nothing is known to be opted in by it"),
});
export type Catalogue = z.infer<typeof Catalogue>;

/** One planned update: a line of the plan, and the item of the Map that makes it. */
export const PlannedUpdate = z.strictObject({
  account: z.string(),
  region: z.string(),
  provisionedProductId: z.string(),
  provisionedProductName: z.string(),
  productId: z.string(),
  productName: z.string(),
  from: version,
  to: version,
  pathId: z.string().describe('the launch path, resolved at the scan'),
  keepParameters: z.array(z.string()).describe('keys that are sent with UsePreviousValue'),
  lastRecordId: z
    .string()
    .nullable()
    .describe('the last record when it was scanned: what changed since is not updated'),
  updateToken: z.string(),
  stackId: z.string().nullable(),
});
export type PlannedUpdate = z.infer<typeof PlannedUpdate>;

/** One scanned provisioned product: its log entry as far as the scan knows it, and the update that it would need. */
export const ScannedProduct = z.strictObject({ entry: LogEntry, update: PlannedUpdate.nullable() });
export type ScannedProduct = z.infer<typeof ScannedProduct>;

/** `scans/<wave>/<account>/<region>/<part>.json`: a target is swept when its last part is there. */
export const ScanPart = z.strictObject({
  last: z.boolean(),
  notes: z.array(z.string()),
  products: z.array(ScannedProduct),
});
export type ScanPart = z.infer<typeof ScanPart>;

/** `scans/<wave>/<account>/<region>/failed.json`: why a target could not be swept. */
export const TargetFailure = z.strictObject({ error: z.string(), reason: z.string() });
export type TargetFailure = z.infer<typeof TargetFailure>;

/** `intents/…`: written before an update is asked for. */
export const Intent = z.strictObject({ writtenAt: z.int(), update: PlannedUpdate });
export type Intent = z.infer<typeof Intent>;

/** `leases/<number>.json`: which scheduled sweep is under way; the last one counts. */
export const Lease = z.strictObject({
  sweepId: SweepId,
  takenAt: z.int().describe('milliseconds since 1970'),
});
export type Lease = z.infer<typeof Lease>;

/** `stop.json`: no update starts any more, what is under way is followed to its end, and no further wave begins. */
export const StopMark = z.strictObject({
  requestedAt: z.int().describe('milliseconds since 1970'),
  reason: z.string(),
});
export type StopMark = z.infer<typeof StopMark>;

/** How an update ended: `results/…`, one object per planned update. */
export const UpdateEnd = z.strictObject({
  outcome: z.enum(OUTCOMES),
  reason: z.string().nullable(),
  errors: z.string().nullable(),
  recordId: z.string().nullable(),
  recordStatus: z.string().nullable(),
  provisionedProductStatus: z.string().nullable(),
  launchRoleArn: z.string().nullable(),
  startedAt: z.int().nullable(),
  endedAt: z.int(),
});
export type UpdateEnd = z.infer<typeof UpdateEnd>;

/** An error as Step Functions hands it to a Catch. */
const CaughtError = z.strictObject({ Error: z.string().default('States.Unknown'), Cause: z.string().default('') });

const common = { contractVersion: z.literal(CONTRACT_VERSION), sweepId: SweepId };
const targetKey = z.strictObject({ account: z.string(), region: z.string() });

export const PlanSweepEvent = z.strictObject({
  contractVersion: z.literal(CONTRACT_VERSION),
  executionName: z.string(),
  startedAt: z.iso.datetime().describe("the execution's StartTime"),
  request: SweepRequest,
});
export type PlanSweepEvent = z.infer<typeof PlanSweepEvent>;
export const PlanSweepResult = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('planned'),
    sweepId: SweepId,
    mode: z.enum(['report', 'update', 'doctor']),
    fix: z.boolean(),
    scanConcurrency: z.int(),
    workBucket: z.string(),
    waves: z.array(z.strictObject({ name: wave, key: z.string(), targets: z.int() })),
  }),
  z.strictObject({ kind: z.literal('skipped'), sweepId: SweepId, reason: z.string() }),
]);
export type PlanSweepResult = z.infer<typeof PlanSweepResult>;

/** Where a scan goes on: the token of the next page and the number of the next part. */
export const ScanCursor = z.strictObject({ pageToken: z.string(), part: z.int() });
export type ScanCursor = z.infer<typeof ScanCursor>;
export const ScanTargetEvent = z.strictObject({ ...common, wave, target: Target, cursor: ScanCursor.nullable() });
export type ScanTargetEvent = z.infer<typeof ScanTargetEvent>;
export const ScanTargetResult = z.strictObject({ more: z.boolean(), cursor: ScanCursor.nullable() });
export type ScanTargetResult = z.infer<typeof ScanTargetResult>;

export const NoteFailedTargetEvent = z.strictObject({ ...common, wave, target: targetKey, error: CaughtError });
export type NoteFailedTargetEvent = z.infer<typeof NoteFailedTargetEvent>;

export const PlanUpdatesEvent = z.strictObject({ ...common, wave });
export type PlanUpdatesEvent = z.infer<typeof PlanUpdatesEvent>;
export const PlanUpdatesResult = z.strictObject({
  updates: z.int().describe('how many the plan holds'),
  workBucket: z.string(),
  key: z.string(),
  concurrency: z.int(),
});
export type PlanUpdatesResult = z.infer<typeof PlanUpdatesResult>;

export const StartUpdateEvent = z.strictObject({ ...common, wave, update: PlannedUpdate });
export type StartUpdateEvent = z.infer<typeof StartUpdateEvent>;
export const StartUpdateResult = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('started'), recordId: z.string(), startedAt: z.int() }),
  z.strictObject({ kind: z.literal('ended'), end: UpdateEnd }),
]);
export type StartUpdateResult = z.infer<typeof StartUpdateResult>;

export const CheckUpdateEvent = z.strictObject({
  ...common,
  update: PlannedUpdate,
  recordId: z.string(),
  startedAt: z.int(),
});
export type CheckUpdateEvent = z.infer<typeof CheckUpdateEvent>;
export const CheckUpdateResult = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('running') }),
  z.strictObject({ kind: z.literal('ended'), end: UpdateEnd }),
]);
export type CheckUpdateResult = z.infer<typeof CheckUpdateResult>;

/** Either the end that a stage reported, or the error that a Catch caught. */
export const LogUpdateEvent = z.strictObject({
  ...common,
  wave,
  update: PlannedUpdate,
  end: UpdateEnd.nullable(),
  error: CaughtError.nullable(),
});
export type LogUpdateEvent = z.infer<typeof LogUpdateEvent>;

export const CloseWaveEvent = z.strictObject({
  ...common,
  wave,
  error: CaughtError.nullable().describe('what the state machine caught for the whole wave'),
});
export type CloseWaveEvent = z.infer<typeof CloseWaveEvent>;
export const WaveTrouble = z.strictObject({ text: z.string() });
export type WaveTrouble = z.infer<typeof WaveTrouble>;
export const CloseWaveResult = z.strictObject({ goOn: z.boolean(), reason: z.string().nullable() });
export type CloseWaveResult = z.infer<typeof CloseWaveResult>;

export const ExamineHubEvent = z.strictObject({ ...common });
export type ExamineHubEvent = z.infer<typeof ExamineHubEvent>;
export const ExamineTargetEvent = z.strictObject({ ...common, wave, target: Target });
export type ExamineTargetEvent = z.infer<typeof ExamineTargetEvent>;
export const ExaminationResult = z.strictObject({
  findings: z.int(),
  mendable: z.int().describe('how many of them are safe to mend'),
});
export type ExaminationResult = z.infer<typeof ExaminationResult>;

export const MendHubEvent = z.strictObject({ ...common });
export type MendHubEvent = z.infer<typeof MendHubEvent>;
export const MendTargetEvent = z.strictObject({ ...common, wave, target: targetKey });
export type MendTargetEvent = z.infer<typeof MendTargetEvent>;
export const MendResult = z.strictObject({ mended: z.int(), failed: z.int() });
export type MendResult = z.infer<typeof MendResult>;

export const FinishSweepEvent = z.strictObject({
  ...common,
  executionStatus: z
    .enum(['RUNNING', 'FAILED', 'TIMED_OUT', 'ABORTED'])
    .describe('RUNNING from inside the state machine; otherwise how the execution ended without it'),
  cause: z.string().nullable().describe('why the execution ended without it'),
  error: CaughtError.nullable().describe('what the state machine caught for a whole wave, and went on'),
  endedAt: z
    .int()
    .optional()
    .describe('when the execution ended, in milliseconds since 1970; absent: from inside, or just now'),
});
export type FinishSweepEvent = z.infer<typeof FinishSweepEvent>;
export const FinishSweepResult = z.strictObject({
  sweepId: SweepId,
  mode: SweepRequest.shape.mode.nullable().describe('null when it was never planned'),
  status: z.enum(SWEEP_STATUSES),
  reconciled: z.boolean(),
  repeated: z.boolean().describe('whether its end was known before, so that it counts for no metric again'),
  targetsPlanned: z.int(),
  targetsFailed: z.int(),
  scanned: z.int(),
  outdated: z.int(),
  byOutcome: z.partialRecord(z.enum(OUTCOMES), z.int()),
  announced: z
    .boolean()
    .optional()
    .describe('whether the event of its end went out; absent where there is no event bus'),
});
export type FinishSweepResult = z.infer<typeof FinishSweepResult>;

/** `end.json`: that finish-sweep was told how an execution ended without it. */
export const ExecutionEnd = z.strictObject({
  noticedAt: z.int().describe('milliseconds since 1970'),
  settled: z
    .boolean()
    .describe('whether all that was under way at its end has ended, so that nobody has to look again'),
});
export type ExecutionEnd = z.infer<typeof ExecutionEnd>;

/** `watch/schedule.json`: what the watchdog knows of the schedule. */
export const WatchedSchedule = z.strictObject({
  expression: z.string(),
  timeZone: z.string(),
  metUntil: z.int().describe('milliseconds since 1970; nobody asks any more whether it ran when it was due up to then'),
});
export type WatchedSchedule = z.infer<typeof WatchedSchedule>;

export const WatchSweepsEvent = z.strictObject({ contractVersion: z.literal(CONTRACT_VERSION) });
export type WatchSweepsEvent = z.infer<typeof WatchSweepsEvent>;
export const WatchSweepsResult = z.strictObject({
  finished: z.array(SweepId).describe('the sweeps for which finish-sweep was called'),
  schedule: z.strictObject({
    dueAt: Timestamp.nullable().describe('when it was due last; null when it was not yet'),
    overdue: z.boolean().describe('whether it has not run since'),
  }),
});
export type WatchSweepsResult = z.infer<typeof WatchSweepsResult>;

const targetCounts = { planned: z.int(), swept: z.int(), failed: z.int() };
const targetFailures = z.array(z.strictObject({ ...targetKey.shape, error: z.string(), reason: z.string() }));
const targetNotes = z.array(z.strictObject({ ...targetKey.shape, note: z.string() }));

/** `closed/<wave>.json`: what went into a wave's logs, counted from the scans. Written last, so a wave that has it is closed. */
export const ClosedWave = z.strictObject({
  targets: z.strictObject(targetCounts),
  failures: targetFailures,
  notes: targetNotes,
  scanned: z.int(),
  outdated: z.int(),
  byOutcome: z.partialRecord(z.enum(OUTCOMES), z.int()),
});
export type ClosedWave = z.infer<typeof ClosedWave>;

/** `summary.json`: all that a person is told when a sweep is over. */
export const SweepSummary = z.strictObject({
  sweepId: SweepId,
  mode: z.enum(['report', 'update']),
  status: z.enum(SWEEP_STATUSES),
  reason: z.string().nullable(),
  startedAt: Timestamp,
  finishedAt: Timestamp,
  targets: z.strictObject({ ...targetCounts, failures: targetFailures, notes: targetNotes }),
  products: z.strictObject({
    scanned: z.int(),
    outdated: z.int(),
    byOutcome: z.partialRecord(z.enum(OUTCOMES), z.int()),
  }),
  updates: z
    .array(
      z.strictObject({
        account: z.string(),
        region: z.string(),
        provisionedProductId: z.string(),
        name: z.string(),
        product: z.string(),
        from: z.string(),
        to: z.string(),
        outcome: z.enum(OUTCOMES),
        reason: z.string().nullable(),
      }),
    )
    .describe('the planned updates, in the order of the plan'),
  reconciled: z.boolean(),
  problems: z.array(z.string()).describe('what does not reconcile'),
  log: z.strictObject({ location: z.string(), entries: z.int() }),
});
export type SweepSummary = z.infer<typeof SweepSummary>;
