import { readLines, readObject, writeObject } from '../aws/work-objects.ts';
import { inParallel } from '../clock.ts';
import { DoctorSummary, Examination } from '../contract/findings.ts';
import { logKeys, workKeys } from '../contract/keys.ts';
import {
  StopMark,
  Target,
  TargetFailure,
  type FinishSweepEvent,
  type FinishSweepResult,
  type Sweep,
} from '../contract/payloads.ts';
import { dayOf } from '../contract/timestamp.ts';
import { caughtErrorText } from '../decisions/caught-error.ts';
import { doctorSummary, findingEntry, hubNotExamined, type ExaminedTarget } from '../decisions/doctor-summary.ts';
import { decideStatus } from '../decisions/sweep-status.ts';
import type { StageContext } from '../stage-context.ts';

/** Examinations are small objects; so many are read at once. */
const OBJECTS_AT_ONCE = 20;

/**
 * Ends a doctor's run, however it came to its end: gathers what was found in the hub and in all targets, writes it as one log object and then as
 * `findings.json`, by which others see that it is over. Running it again gathers what has come since.
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
  const targets = await readTargets(sweep, context);
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
  await context.logs.write(key, lines.join(''));
  await writeObject(context.work, workKeys.findings(sweepId), summary satisfies DoctorSummary);
  const { planned, examined } = summary.targets;
  return {
    sweepId,
    mode: 'doctor',
    status: summary.status,
    reconciled: true,
    repeated: false,
    targetsPlanned: planned,
    targetsFailed: planned - examined,
    scanned: 0,
    outdated: 0,
    byOutcome: {},
  };
}

async function readTargets({ sweepId, waves }: Sweep, context: StageContext): Promise<readonly ExaminedTarget[]> {
  const { work, clock } = context;
  const examined: ExaminedTarget[] = [];
  for (const { name } of waves) {
    const targets = await readLines(work, workKeys.wave(sweepId, name), Target);
    examined.push(
      ...(await inParallel({ clock, items: targets, limit: OBJECTS_AT_ONCE }, async (target) => {
        const examination = await readObject(work, workKeys.targetExamination(sweepId, target), Examination);
        const failure =
          examination === undefined
            ? await readObject(work, workKeys.targetFailure(sweepId, name, target), TargetFailure)
            : undefined;
        return { target, examination, failure };
      })),
    );
  }
  return examined;
}
