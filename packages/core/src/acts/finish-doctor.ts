import { readObject, writeObject } from '../aws/work-objects.ts';
import { Examination, type DoctorSummary } from '../contract/findings.ts';
import { logKeys, workKeys } from '../contract/keys.ts';
import { StopMark, type FinishSweepEvent, type FinishSweepResult, type Sweep } from '../contract/payloads.ts';
import { dayOf } from '../contract/timestamp.ts';
import { caughtErrorText } from '../decisions/caught-error.ts';
import { doctorSummary, findingEntry, hubNotExamined, withoutLog } from '../decisions/doctor-summary.ts';
import { decideStatus } from '../decisions/sweep-status.ts';
import { lastingError } from '../errors.ts';
import type { StageContext } from '../stage-context.ts';
import { readExaminedTargets } from './examinations.ts';

/**
 * Ends a doctor's run, however it came to its end: gathers what was found in the hub and in all targets, writes it as one log object and then as
 * `findings.json`, by which others see that it is over. A log bucket that refuses is among the findings, and keeps nobody from them. Running it again
 * gathers what has come since.
 */
export async function finishDoctor(
  sweep: Sweep,
  event: FinishSweepEvent,
  context: StageContext,
): Promise<FinishSweepResult> {
  const { sweepId } = sweep;
  const stop = await readObject(context.work, workKeys.stop(sweepId), StopMark);
  const hub =
    (await readObject(context.work, workKeys.hubExamination(sweepId), Examination)) ??
    hubNotExamined(sweep.hub.account, event.error === null ? 'the run ended before' : caughtErrorText(event.error));
  const targets = await readExaminedTargets(sweep, context);
  const day = dayOf(sweep.startedAt);
  const key = logKeys.findings(day, sweepId);
  const summary = doctorSummary(
    sweep,
    { hub, targets },
    {
      ...decideStatus({ ...event, stop, problems: [] }),
      finishedAt: context.clock.now(),
      location: `s3://${context.logs.bucket}/${key}`,
    },
  );
  const lines = summary.findings.map((found) => `${JSON.stringify(findingEntry(sweepId, found))}\n`);
  const refusal = await context.logs.write(key, lines.join('')).catch(lastingError);
  const told: DoctorSummary = refusal === undefined ? summary : withoutLog(summary, refusal.message);
  const repeated = (await context.work.read(workKeys.findings(sweepId))) !== undefined;
  await writeObject(context.work, workKeys.findings(sweepId), told);
  const { planned, examined } = summary.targets;
  return {
    sweepId,
    mode: 'doctor',
    status: summary.status,
    reconciled: true,
    repeated,
    targetsPlanned: planned,
    targetsFailed: planned - examined,
    scanned: 0,
    outdated: 0,
    byOutcome: {},
  };
}
