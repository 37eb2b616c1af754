import type { OwnEvent } from '../aws/events.ts';
import { readObject, readSweep, writeObject } from '../aws/work-objects.ts';
import { workKeys } from '../contract/keys.ts';
import { SweepSummary, type FinishSweepResult } from '../contract/payloads.ts';
import { EVENT_SOURCE, SWEEP_FINISHED, SweepFinished } from '../contract/sweep-finished.ts';
import { isWholeSweep } from '../decisions/scope.ts';
import { AwsError } from '../errors.ts';
import type { StageContext } from '../stage-context.ts';

/**
 * Tells with one event that a sweep is finished: a mark is written when the event is out, so that finish-sweep, which may run again, does not tell it twice.
 * Who is killed between the two is followed by one who tells it a second time. Gives whether it is told; that it could not be told is no failure of the
 * sweep. Of a doctor's run, and of a sweep that was never planned, there is nothing to tell.
 */
export async function announceSweep(
  { sweepId, mode }: FinishSweepResult,
  put: (event: OwnEvent) => Promise<void>,
  { work, clock }: StageContext,
): Promise<boolean> {
  if (mode !== 'report' && mode !== 'update') return false;
  if ((await work.read(workKeys.announced(sweepId))) !== undefined) return true;
  const summary = await readObject(work, workKeys.summary(sweepId), SweepSummary);
  if (summary === undefined) return false;
  const { request } = await readSweep(work, sweepId);
  try {
    const detail = sweepFinished(summary, isWholeSweep(request));
    await put({ source: EVENT_SOURCE, detailType: SWEEP_FINISHED, detail });
  } catch (error) {
    if (error instanceof AwsError) return false;
    throw error;
  }
  await writeObject(work, workKeys.announced(sweepId), { at: clock.now() });
  return true;
}

function sweepFinished(summary: SweepSummary, whole: boolean): SweepFinished {
  const { planned, swept, failed } = summary.targets;
  return SweepFinished.parse({
    contractVersion: 1,
    sweepId: summary.sweepId,
    mode: summary.mode,
    status: summary.status,
    reason: summary.reason,
    whole,
    startedAt: summary.startedAt,
    finishedAt: summary.finishedAt,
    targets: { planned, swept, failed },
    products: summary.products,
    reconciled: summary.reconciled,
    log: { location: summary.log.location },
  });
}
