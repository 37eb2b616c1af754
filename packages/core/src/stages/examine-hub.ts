import { readSharedPortfolios } from '../acts/examine-portfolios.ts';
import { readStanding } from '../acts/examine-standing.ts';
import { readLastLease } from '../acts/lease.ts';
import { readConcurrencyQuota } from '../aws/account-quota.ts';
import { readStackInstances } from '../aws/stack-set.ts';
import { readObject, readSweep, writeObject } from '../aws/work-objects.ts';
import { inParallel } from '../clock.ts';
import type { Examination, ExaminedFinding } from '../contract/findings.ts';
import { logKeys, workKeys } from '../contract/keys.ts';
import { Catalogue, type ExaminationResult, type ExamineHubEvent, type Sweep } from '../contract/payloads.ts';
import { SPOKE_STACK_SET_NAME } from '../contract/stack-set.ts';
import { logBucketFinding } from '../decisions/bucket-findings.ts';
import { concurrencyFindings } from '../decisions/concurrency-findings.ts';
import { countFindings, finding } from '../decisions/finding.ts';
import { portfolioFindings, portfolioNotes } from '../decisions/portfolio-findings.ts';
import { scheduleFindings, scheduleNotes } from '../decisions/schedule-findings.ts';
import type { Schedule } from '../decisions/schedule.ts';
import { stackSetFindings } from '../decisions/stack-set-findings.ts';
import { standingFindings } from '../decisions/standing-findings.ts';
import { AwsError, TRANSIENT_KINDS } from '../errors.ts';
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
  const looks: Readonly<Record<string, () => Promise<Found>>> = {
    'what the hub is in the organisation': () => lookAtStanding(sweep, context),
    'the log bucket': () => lookAtLogBucket(sweep, expectations, context),
    'the quota of Lambda': () => lookAtConcurrency(sweep, expectations, context),
    'the schedule': () => lookAtSchedule(sweep, expectations, context),
    'the portfolios of the hub': () => lookAtPortfolios(sweep, context),
  };
  const found: Found[] = [];
  for (const [what, look] of Object.entries(looks)) {
    found.push(await foundOrNotExamined({ what, account: sweep.hub.account }, look));
  }
  const examination: Examination = {
    findings: found.flatMap(({ findings }) => findings),
    notes: found.flatMap(({ notes }) => notes),
    optIn: { spoke: 0, shared: 0, hub: 0 },
  };
  await writeObject(context.work, workKeys.hubExamination(sweepId), examination);
  return countFindings(examination.findings);
}

/** What may be better in a moment is tried again by the state machine. */
async function foundOrNotExamined(
  { what, account }: { readonly what: string; readonly account: string },
  look: () => Promise<Found>,
): Promise<Found> {
  try {
    return await look();
  } catch (error) {
    if (!(error instanceof AwsError) || TRANSIENT_KINDS.includes(error.kind)) throw error;
    return only(
      finding({
        code: 'HUB_NOT_EXAMINED',
        account,
        region: null,
        what: `${what} could not be examined: ${error.message}`,
        fix: 'deploy the hub again, so that its roles are those of its version; then look for policies of the organisation that deny it',
      }),
    );
  }
}

/** The StackSet is only asked for by a hub that is in charge: it lives in the management account. */
async function lookAtStanding({ hub }: Sweep, { aws }: StageContext): Promise<Found> {
  const clients = aws.hub();
  const standing = await readStanding(clients, hub.account);
  const findings = standingFindings(standing);
  if (findings.some(({ code }) => code === 'HUB_NOT_IN_CHARGE')) return only(...findings);
  const callAs = hub.account === standing.managementAccount ? 'SELF' : 'DELEGATED_ADMIN';
  const instances = await readStackInstances(clients.cloudFormation, { name: SPOKE_STACK_SET_NAME, callAs });
  return only(...findings, ...stackSetFindings({ hubAccount: hub.account, instances }));
}

/** By writing to it: nothing else tells whether bucket policy, key policy and Region are right. */
async function lookAtLogBucket(
  { sweepId, hub }: Sweep,
  { hubRegion }: HubExpectations,
  { logs }: StageContext,
): Promise<Found> {
  try {
    await logs.write(logKeys.probe(), `${JSON.stringify({ sweepId, what: 'catalog-sweep doctor can write here' })}\n`);
    return only();
  } catch (error) {
    if (!(error instanceof AwsError) || TRANSIENT_KINDS.includes(error.kind)) throw error;
    return only(logBucketFinding({ account: hub.account, bucket: logs.bucket, hubRegion }, error));
  }
}

async function lookAtConcurrency(
  { hub, configuration }: Sweep,
  { hubRegion }: HubExpectations,
  { aws }: StageContext,
): Promise<Found> {
  const quota = await readConcurrencyQuota(aws.hub().lambda);
  const { concurrency } = configuration;
  return only(...concurrencyFindings({ account: hub.account, region: hubRegion, quota, concurrency }));
}

async function lookAtSchedule(
  { hub }: Sweep,
  { schedule, hubRegion }: HubExpectations,
  context: StageContext,
): Promise<Found> {
  if (schedule === undefined) return only();
  const last = await readLastLease(context);
  const facts = { account: hub.account, region: hubRegion, schedule, now: context.clock.now(), last };
  return { findings: [...scheduleFindings(facts)], notes: [...scheduleNotes(facts)] };
}

async function lookAtPortfolios({ sweepId, hub, ...sweep }: Sweep, context: StageContext): Promise<Found> {
  const regions = sweep.request.regions ?? sweep.configuration.targets.regions;
  const found = await inParallel({ clock: context.clock, items: regions, limit: regions.length }, async (region) => {
    const catalogue = await readObject(context.work, workKeys.catalogue(sweepId, region), Catalogue);
    if (catalogue === undefined) return [];
    return readSharedPortfolios(context.aws.hubCatalog(region), { account: hub.account, catalogue });
  });
  const portfolios = found.flat();
  return {
    findings: portfolios.flatMap((portfolio) => portfolioFindings(portfolio, hub.partition)),
    notes: portfolios.flatMap((portfolio) => portfolioNotes(portfolio, hub.partition)),
  };
}

function only(...findings: readonly ExaminedFinding[]): Found {
  return { findings: [...findings], notes: [] };
}
