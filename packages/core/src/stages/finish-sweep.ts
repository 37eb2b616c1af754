import { isDeepStrictEqual } from 'node:util';
import { noteExecutionEnd, readExecutionEnd } from '../acts/execution-end.ts';
import { finishDoctor } from '../acts/finish-doctor.ts';
import { lookAgainAtUpdates } from '../acts/second-look.ts';
import { countWaveLogs } from '../acts/wave-count.ts';
import { noteWaveTrouble, readWaveTrouble } from '../acts/wave-trouble.ts';
import { renewWaveLogs, writeWaveLogs } from '../acts/wave-logs.ts';
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
import type { SweepId } from '../contract/sweep-id.ts';
import { dayOf } from '../contract/timestamp.ts';
import { caughtErrorText } from '../decisions/caught-error.ts';
import { reconcileWave } from '../decisions/reconcile.ts';
import { decideStatus } from '../decisions/sweep-status.ts';
import { type FinishedWave, sweepEntry, sweepSummary } from '../decisions/sweep-summary.ts';
import type { StageContext } from '../stage-context.ts';
import { stopSweep } from './stop-sweep.ts';

/**
 * Ends a sweep, however it came to its end: closes the waves that have no log, counts the lines of all logs and mends what does not
 * add up, writes the line of the sweep and then the summary, by which others see that it is over. Running it again changes nothing
 * once a sweep reconciles, unless its execution ended early: its functions ran on for a while then, and updates for longer, so it looks
 * what became of them and writes what is different. A sweep that was never planned has no targets to tell of: its status is FAILED, and
 * nothing is written but that its end was noticed.
 */
export async function finishSweep(event: FinishSweepEvent, context: StageContext): Promise<FinishSweepResult> {
  const { sweepId } = event;
  const known = await readExecutionEnd(event, context);
  const sweep = await readObject(context.work, workKeys.sweep(sweepId), Sweep);
  const { result, quiet } =
    sweep === undefined
      ? { result: neverPlanned(sweepId, known !== undefined), quiet: true }
      : await finishPlanned(sweep, event, context);
  await noteExecutionEnd(event, { known, quiet }, context);
  return result;
}

interface Finished {
  readonly result: FinishSweepResult;
  /** Whether nothing is under way any more that could change the logs, but for functions that have not come to their end. */
  readonly quiet: boolean;
}

async function finishPlanned(sweep: Sweep, event: FinishSweepEvent, context: StageContext): Promise<Finished> {
  if (sweep.request.mode === 'doctor') return { result: await finishDoctor(sweep, event, context), quiet: true };
  const former = await readObject(context.work, workKeys.summary(sweep.sweepId), SweepSummary);
  if (former === undefined || !former.reconciled || endedEarly(former, event)) {
    const { summary, quiet } = await summarise({ sweep, event, former }, context);
    return { result: resultOf(sweep, summary, former !== undefined), quiet };
  }
  return { result: resultOf(sweep, former, true), quiet: true };
}

/** A summary that says COMPLETED or STOPPED was written from inside, when all updates had been followed to their end. */
function endedEarly({ status }: SweepSummary, { executionStatus }: FinishSweepEvent): boolean {
  return executionStatus !== 'RUNNING' && (status === 'ABORTED' || status === 'TIMED_OUT' || status === 'FAILED');
}

function neverPlanned(sweepId: SweepId, repeated: boolean): FinishSweepResult {
  return {
    sweepId,
    mode: null,
    status: 'FAILED',
    reconciled: false,
    repeated,
    targetsPlanned: 0,
    targetsFailed: 0,
    scanned: 0,
    outdated: 0,
    byOutcome: {},
  };
}

function resultOf({ sweepId, request }: Sweep, summary: SweepSummary, repeated: boolean): FinishSweepResult {
  const { status, reconciled, targets, products } = summary;
  return {
    sweepId,
    mode: request.mode,
    status,
    reconciled,
    repeated,
    targetsPlanned: targets.planned,
    targetsFailed: targets.failed,
    scanned: products.scanned,
    outdated: products.outdated,
    byOutcome: products.byOutcome,
  };
}

interface ToFinish {
  readonly sweep: Sweep;
  readonly event: FinishSweepEvent;
  /** What an earlier call wrote. */
  readonly former: SweepSummary | undefined;
}

async function summarise(
  { sweep, event, former }: ToFinish,
  context: StageContext,
): Promise<{ readonly summary: SweepSummary; readonly quiet: boolean }> {
  const { sweepId } = sweep;
  const stop = await readObject(context.work, workKeys.stop(sweepId), StopMark);
  const stopped = stop !== undefined || event.executionStatus === 'ABORTED';
  if (event.executionStatus !== 'RUNNING') {
    // The functions of an execution that ended run on for a while: none of them shall begin an update that has its line already.
    await stopSweep({ sweepId, requestedAt: context.clock.now(), reason: 'its execution has ended' }, context);
  }
  const again = former !== undefined && endedEarly(former, event);
  const waves: WaveAtItsEnd[] = [];
  for (const wave of sweep.waves) {
    waves.push(await finishWave({ sweep, wave, stopped, again, trouble: troubleOf(event) }, context));
  }
  const day = dayOf(sweep.startedAt);
  const problems = waves.flatMap((wave) => wave.problems);
  // How a sweep ended does not change any more, but for what did not add up then.
  const ended = former === undefined || former.status === 'INCOMPLETE' ? undefined : former;
  const { status, reason } = ended ?? decideStatus({ ...event, stop, problems });
  const summary = sweepSummary(sweep, waves, {
    status,
    reason,
    finishedAt: context.clock.now(),
    location: `s3://${context.logs.bucket}/${logKeys.productsOfDay(sweep.configuration.logS3Key, day)}`,
  });
  const quiet = again && waves.every(({ goOn }) => goOn === 0);
  if (former !== undefined && isDeepStrictEqual({ ...summary, finishedAt: former.finishedAt }, former)) {
    return { summary: former, quiet };
  }
  await context.logs.write(logKeys.sweep(day, sweepId), `${JSON.stringify(sweepEntry(summary, sweep.request))}\n`);
  // Last of all, since a summary that is there means that the sweep is finished.
  await writeObject(context.work, workKeys.summary(sweepId), summary);
  return { summary, quiet };
}

function troubleOf({ error, cause }: FinishSweepEvent): string | undefined {
  return error === null ? (cause ?? undefined) : caughtErrorText(error);
}

interface WhichWave {
  readonly sweep: Sweep;
  readonly wave: Sweep['waves'][number];
  readonly stopped: boolean;
  /** Whether to look again at what was under way when the execution ended. */
  readonly again: boolean;
  /** Why its execution ended, or what went wrong for a whole wave of it. */
  readonly trouble: string | undefined;
}

interface WaveAtItsEnd extends FinishedWave {
  /** How many updates were found to go on still, by a second look. */
  readonly goOn: number;
}

/** Closes a wave if nobody did, and writes its logs once more if they do not add up, or if a second look finds other lines. */
async function finishWave(which: WhichWave, context: StageContext): Promise<WaveAtItsEnd> {
  const { sweep, wave, stopped, again } = which;
  const key = { sweepId: sweep.sweepId, wave: wave.name };
  const closed = await readObject(context.work, workKeys.closedWave(key.sweepId, key.wave), ClosedWave);
  // What went wrong after a wave was closed is none of its troubles.
  if (closed === undefined) await noteWaveTrouble(key, which.trouble, context);
  const named = { sweep, wave: wave.name, stopped, trouble: await readWaveTrouble(key, context) };
  if (again) {
    const goOn = await lookAgainAtUpdates(named, context);
    return { ...(await countWave(which, await renewWaveLogs(named, context), context)), goOn };
  }
  const found = closed && (await countWave(which, closed, context));
  if (found !== undefined && found.problems.length === 0) return { ...found, goOn: 0 };
  return { ...(await countWave(which, await writeWaveLogs(named, context), context)), goOn: 0 };
}

async function countWave(
  { sweep, wave }: Pick<WhichWave, 'sweep' | 'wave'>,
  closed: ClosedWave,
  context: StageContext,
): Promise<FinishedWave> {
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
