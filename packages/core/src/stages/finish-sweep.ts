import { countWaveLogs } from '../acts/wave-count.ts';
import { writeWaveLogs } from '../acts/wave-logs.ts';
import { readLines, readObject, writeObject } from '../aws/work-objects.ts';
import { logKeys, workKeys } from '../contract/keys.ts';
import type { LogEntry } from '../contract/log-entry.ts';
import {
  ClosedWave,
  type FinishSweepEvent,
  type FinishSweepResult,
  PlannedUpdate,
  StopMark,
  Sweep,
  SweepSummary,
} from '../contract/payloads.ts';
import { dayOf } from '../contract/timestamp.ts';
import { reconcileWave } from '../decisions/reconcile.ts';
import { decideStatus } from '../decisions/sweep-status.ts';
import { type FinishedWave, sweepEntry, sweepSummary } from '../decisions/sweep-summary.ts';
import type { StageContext } from '../stage-context.ts';
import { stopSweep } from './stop-sweep.ts';

/**
 * Ends a sweep, however it came to its end: closes the waves that have no log, counts the lines of all logs and mends what does not
 * add up, writes the line of the sweep and then the summary, by which others see that it is over. Running it again changes nothing
 * once a sweep reconciles. A sweep that was
 * never planned leaves nothing but its status, FAILED: there are no targets to tell of.
 */
export async function finishSweep(event: FinishSweepEvent, context: StageContext): Promise<FinishSweepResult> {
  const { sweepId } = event;
  const sweep = await readObject(context.work, workKeys.sweep(sweepId), Sweep);
  if (sweep === undefined) {
    return { sweepId, status: 'FAILED', reconciled: false, targetsPlanned: 0, targetsFailed: 0, scanned: 0 };
  }
  const former = await readObject(context.work, workKeys.summary(sweepId), SweepSummary);
  const summary = former?.reconciled === true ? former : await summarise(sweep, event, context);
  return {
    sweepId,
    status: summary.status,
    reconciled: summary.reconciled,
    targetsPlanned: summary.targets.planned,
    targetsFailed: summary.targets.failed,
    scanned: summary.products.scanned,
  };
}

async function summarise(sweep: Sweep, event: FinishSweepEvent, context: StageContext): Promise<SweepSummary> {
  const { sweepId } = sweep;
  const stop = await readObject(context.work, workKeys.stop(sweepId), StopMark);
  const stopped = stop !== undefined || event.executionStatus === 'ABORTED';
  if (event.executionStatus !== 'RUNNING') {
    // The functions of an execution that ended run on for a while: none of them shall begin an update that has its line already.
    await stopSweep({ sweepId, requestedAt: context.clock.now(), reason: 'its execution has ended' }, context);
  }
  const waves: FinishedWave[] = [];
  for (const wave of sweep.waves) {
    waves.push(await finishWave({ sweep, wave, stopped }, context));
  }
  const day = dayOf(sweep.startedAt);
  const summary = sweepSummary(sweep, waves, {
    ...decideStatus({ ...event, stop, problems: waves.flatMap(({ problems }) => problems) }),
    finishedAt: context.clock.now(),
    location: `s3://${context.logs.bucket}/${logKeys.productsOfDay(sweep.configuration.logS3Key, day)}`,
  });
  await context.logs.write(logKeys.sweep(day, sweepId), `${JSON.stringify(sweepEntry(summary))}\n`);
  // Last of all, since a summary that is there means that the sweep is finished.
  await writeObject(context.work, workKeys.summary(sweepId), summary);
  return summary;
}

interface WhichWave {
  readonly sweep: Sweep;
  readonly wave: Sweep['waves'][number];
  readonly stopped: boolean;
}

/** Closes a wave if nobody did, and writes its logs once more if they do not add up. */
async function finishWave(which: WhichWave, context: StageContext): Promise<FinishedWave> {
  const { sweep, wave, stopped } = which;
  const closed = await readObject(context.work, workKeys.closedWave(sweep.sweepId, wave.name), ClosedWave);
  const found = closed && (await countWave(which, closed, context));
  if (found !== undefined && found.problems.length === 0) return found;
  return countWave(which, await writeWaveLogs({ sweep, wave: wave.name, stopped }, context), context);
}

async function countWave({ sweep, wave }: WhichWave, closed: ClosedWave, context: StageContext): Promise<FinishedWave> {
  const plan = await readLines(context.work, workKeys.plan(sweep.sweepId, wave.name), PlannedUpdate);
  const planned = new Set(plan.map(({ provisionedProductId }) => provisionedProductId));
  const entries = new Map<string, LogEntry>();
  const count = await countWaveLogs(context.logs, { sweep, wave: wave.name }, (entry) => {
    if (planned.has(entry.ProvisionedProductId)) {
      entries.set(entry.ProvisionedProductId, entry);
    }
  });
  const updates = plan.map((update) => {
    const entry = entries.get(update.provisionedProductId);
    return { update, outcome: entry?.Outcome, reason: entry?.Reason ?? null };
  });
  return { closed, count, updates, problems: reconcileWave(wave, closed, count) };
}
