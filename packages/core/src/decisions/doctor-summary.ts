import type { DoctorSummary, Examination, Finding, FindingEntry, OptInCounts } from '../contract/findings.ts';
import type { SweepStatus } from '../contract/log-entry.ts';
import type { Sweep, Target, TargetFailure } from '../contract/payloads.ts';
import { timestampOf } from '../contract/timestamp.ts';
import { finding, isMendable, unmendedFinding } from './finding.ts';
import { NOTHING_OPTED_IN } from './opt-in-counts.ts';

/** What a doctor's run left of one target. */
export interface ExaminedTarget {
  readonly target: Pick<Target, 'account' | 'region'>;
  readonly examination: Examination | undefined;
  /** Why it was not examined, or not mended after it was. */
  readonly failure: TargetFailure | undefined;
}

export function doctorSummary(
  { sweepId, startedAt }: Sweep,
  { hub, targets }: { readonly hub: Examination; readonly targets: readonly ExaminedTarget[] },
  end: {
    readonly status: SweepStatus;
    readonly reason: string | null;
    readonly finishedAt: number;
    readonly location: string;
  },
): DoctorSummary {
  const ofTargets = targets.map(examinationOf);
  const examinations = [hub, ...ofTargets.map((examination) => withoutExplained(examination, hub))];
  const findings = inOrder(examinations.flatMap((examination) => examination.findings.map(asFinding)));
  return {
    sweepId,
    status: end.status,
    reason: end.reason,
    startedAt: timestampOf(startedAt),
    finishedAt: timestampOf(end.finishedAt),
    targets: {
      planned: targets.length,
      examined: targets.filter(({ examination }) => examination !== undefined).length,
    },
    findings,
    optIn: sumOf(examinations.map(({ optIn }) => optIn)),
    notes: [...new Set(examinations.flatMap(({ notes }) => notes))],
    log: { location: end.location, entries: findings.length },
  };
}

/** A summary whose findings the log bucket did not take. */
export function withoutLog(summary: DoctorSummary, reason: string): DoctorSummary {
  const note = `the findings could not be written to the log: ${reason}`;
  return { ...summary, notes: [...summary.notes, note], log: { ...summary.log, entries: 0 } };
}

/** A hub whose examination left nothing: why, as far as it is known. */
export function hubNotExamined(account: string, reason: string): Examination {
  const missing = finding({
    code: 'HUB_NOT_EXAMINED',
    account,
    region: null,
    what: `the hub could not be examined: ${reason}`,
    fix: 'look at the execution in the console of Step Functions, and run doctor again',
  });
  return { findings: [missing], notes: [], optIn: NOTHING_OPTED_IN };
}

/** Whether something is left that the doctor was to mend. */
export function hasMendable({ findings }: Examination): boolean {
  return findings.some(isMendable);
}

function examinationOf(examined: ExaminedTarget): Examination {
  const { examination, failure } = examined;
  if (examination === undefined) return notExamined(examined);
  if (failure === undefined) return examination;
  const reason = `${failure.error}: ${failure.reason}`;
  const findings = examination.findings.map((found) => (isMendable(found) ? unmendedFinding(found, reason) : found));
  return { ...examination, findings };
}

function notExamined({ target, failure }: ExaminedTarget): Examination {
  const missing = finding({
    code: 'TARGET_NOT_EXAMINED',
    account: target.account,
    region: target.region,
    what: failure === undefined ? 'the run ended before it was examined' : `${failure.error}: ${failure.reason}`,
    fix: `catalog-sweep doctor --account ${target.account} --region ${target.region}`,
  });
  return { findings: [missing], notes: [], optIn: NOTHING_OPTED_IN };
}

/** What the hub lacks keeps every target from a product: one line for the cause, instead of one for each target. */
function withoutExplained(examination: Examination, hub: Examination): Examination {
  const isExplained = ({ code, region, concerns }: Examination['findings'][number]) =>
    code === 'NO_LAUNCH_PATH' &&
    hub.findings.some((cause) => cause.region === region && concerns.every((id) => cause.concerns.includes(id)));
  return { ...examination, findings: examination.findings.filter((found) => !isExplained(found)) };
}

function asFinding({ remedies: _remedies, concerns: _concerns, ...found }: Examination['findings'][number]): Finding {
  return found;
}

/** What is true of a whole account was found once in each of its Regions. */
function inOrder(findings: readonly Finding[]): Finding[] {
  const keyed = new Map(
    findings.map((found) => [[found.account, found.region ?? '', found.code, found.what].join('\u0000'), found]),
  );
  return [...keyed].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, found]) => found);
}

function sumOf(counts: readonly OptInCounts[]): OptInCounts {
  const sum = { ...NOTHING_OPTED_IN };
  for (const { spoke, shared, hub } of counts) {
    sum.spoke += spoke;
    sum.shared += shared;
    sum.hub += hub;
  }
  return sum;
}

/** The line of a finding. */
export function findingEntry(sweepId: string, found: Finding): FindingEntry {
  return {
    SweepId: sweepId,
    AccountNo: found.account,
    Region: found.region,
    Code: found.code,
    What: found.what,
    Fix: found.fix,
    SafeToFix: found.safeToFix,
    Mended: found.mended,
  };
}
