import { lookAtStackSet, lookAtStanding } from '../acts/look-at-organization.ts';
import { readCatalogues, readSharedPortfolios } from '../acts/look-at-portfolios.ts';
import { readLastLease } from '../acts/lease.ts';
import { readConcurrencyQuota } from '../aws/account-quota.ts';
import { readObject, readSweep, writeObject } from '../aws/work-objects.ts';
import type { Examination, ExaminedFinding } from '../contract/findings.ts';
import { logKeys, workKeys } from '../contract/keys.ts';
import { WatchedSchedule, type ExaminationResult, type ExamineHubEvent, type Sweep } from '../contract/payloads.ts';
import { logBucketFinding } from '../decisions/bucket-findings.ts';
import { catalogueFindings } from '../decisions/catalogue-findings.ts';
import { concurrencyFindings } from '../decisions/concurrency-findings.ts';
import { countFindings, partNotExamined } from '../decisions/finding.ts';
import { NOTHING_OPTED_IN } from '../decisions/opt-in-counts.ts';
import { portfolioFindings, portfolioNotes } from '../decisions/portfolio-findings.ts';
import { scheduleFindings, scheduleNotes } from '../decisions/schedule-findings.ts';
import type { Schedule } from '../decisions/schedule.ts';
import { AwsError, lastingError } from '../errors.ts';
import type { StageContext } from '../stage-context.ts';

/** What a doctor has to know of the hub's deployment. */
export interface HubExpectations {
  readonly hubRegion: string;
  /** When scheduled sweeps run; undefined where nothing is scheduled. */
  readonly schedule: Schedule | undefined;
}

/** What one look found. */
type Found = Pick<Examination, 'findings' | 'notes'>;

/**
 * Looks whether the hub is ready for sweeps. What cannot be looked at is a finding of its own, so that the rest is examined all the same. Repeating it
 * examines anew.
 */
export async function examineHub(
  { sweepId }: ExamineHubEvent,
  expectations: HubExpectations,
  context: StageContext,
): Promise<ExaminationResult> {
  const sweep = await readSweep(context.work, sweepId);
  const { account } = sweep.hub;
  const looks: Readonly<Record<string, () => Promise<Found>>> = {
    'what the hub is in the organisation': async () => only(await lookAtStanding(context.aws, account)),
    'the StackSet of the spokes': async () => only(await lookAtStackSet(context.aws, account)),
    'the log bucket': () => lookAtLogBucket(sweep, expectations, context),
    'the quota of Lambda': () => lookAtConcurrency(sweep, expectations, context),
    'the schedule': () => lookAtSchedule(sweep, expectations, context),
    'the catalogue of the hub': () => lookAtCatalogues(sweep, context),
    'the portfolios of the hub': () => lookAtPortfolios(sweep, context),
  };
  const found: Found[] = [];
  for (const [what, look] of Object.entries(looks)) {
    // What may be better in a moment is tried again by the state machine.
    const result = await look().catch(lastingError);
    found.push(
      result instanceof AwsError ? only([partNotExamined({ what, account, reason: result.message })]) : result,
    );
  }
  const examination: Examination = {
    findings: found.flatMap(({ findings }) => findings),
    notes: found.flatMap(({ notes }) => notes),
    optIn: NOTHING_OPTED_IN,
  };
  await writeObject(context.work, workKeys.hubExamination(sweepId), examination);
  return countFindings(examination.findings);
}

/** By writing to it: nothing else tells whether bucket policy, key policy and Region are right. */
async function lookAtLogBucket(
  { sweepId, hub }: Sweep,
  { hubRegion }: HubExpectations,
  { logs }: StageContext,
): Promise<Found> {
  const probe = JSON.stringify({ sweepId, what: 'catalog-sweep doctor can write here' });
  const refusal = await logs.write(logKeys.probe(), `${probe}\n`).catch(lastingError);
  if (refusal === undefined) return only([]);
  return only([logBucketFinding({ account: hub.account, bucket: logs.bucket, hubRegion }, refusal)]);
}

async function lookAtConcurrency(
  { hub, configuration }: Sweep,
  { hubRegion }: HubExpectations,
  { aws }: StageContext,
): Promise<Found> {
  const quota = await readConcurrencyQuota(aws);
  const { concurrency } = configuration;
  return only(concurrencyFindings({ account: hub.account, region: hubRegion, quota, concurrency }));
}

async function lookAtSchedule(
  { hub }: Sweep,
  { schedule, hubRegion }: HubExpectations,
  context: StageContext,
): Promise<Found> {
  if (schedule === undefined) return only([]);
  const last = await readLastLease(context);
  const watched = await readObject(context.work, workKeys.watchedSchedule(), WatchedSchedule);
  const facts = { account: hub.account, region: hubRegion, schedule, now: context.clock.now(), last, watched };
  return { findings: [...scheduleFindings(facts)], notes: [...scheduleNotes(facts)] };
}

async function lookAtCatalogues(sweep: Sweep, context: StageContext): Promise<Found> {
  const catalogues = await readCatalogues(sweep, context);
  const hub = { account: sweep.hub.account, optIn: sweep.configuration.optIn };
  return only(catalogues.flatMap((catalogue) => catalogueFindings(catalogue, hub)));
}

async function lookAtPortfolios(sweep: Sweep, context: StageContext): Promise<Found> {
  const { partition } = sweep.hub;
  const portfolios = await readSharedPortfolios(sweep, context);
  return {
    findings: portfolios.flatMap((portfolio) => portfolioFindings(portfolio, partition)),
    notes: portfolios.flatMap((portfolio) => portfolioNotes(portfolio, partition)),
  };
}

function only(findings: readonly ExaminedFinding[]): Found {
  return { findings: [...findings], notes: [] };
}
