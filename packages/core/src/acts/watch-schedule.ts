import * as z from 'zod';
import type { Executions } from '../aws/executions.ts';
import { readObject, writeObject } from '../aws/work-objects.ts';
import { SweepRequest } from '../contract/configuration.ts';
import { workKeys } from '../contract/keys.ts';
import { WatchedSchedule, type WatchSweepsResult } from '../contract/payloads.ts';
import { timestampOf } from '../contract/timestamp.ts';
import { parsesAs } from '../decisions/json-text.ts';
import { previousRun, SCHEDULE_GRACE_SECONDS, type Schedule } from '../decisions/schedule.ts';
import type { StageContext } from '../stage-context.ts';

/**
 * Whether the schedule ran when it was due last. It ran when an execution was started by it, also if that was SKIPPED or failed at once, which
 * is told otherwise. What was due before the hub was made, or before the schedule was changed to what it is, is nothing to wait for.
 *
 * What was met is noted in the work bucket, each time anew: objects expire there, and Step Functions forgets executions before a yearly schedule
 * is due again.
 */
export async function watchSchedule(
  { schedule, executions }: { readonly schedule: Schedule; readonly executions: Executions },
  { clock, work }: StageContext,
): Promise<WatchSweepsResult['schedule']> {
  const now = clock.now();
  const known = await readObject(work, workKeys.watchedSchedule(), WatchedSchedule);
  const metBefore = await metUntil({ schedule, known, now }, executions);
  const due = previousRun(schedule, now - SCHEDULE_GRACE_SECONDS * 1000);
  const isOpen = due !== undefined && due > metBefore;
  const ran = isOpen && (await scheduledSince(due, executions));
  const { expression, timeZone } = schedule;
  const watched: WatchedSchedule = { expression, timeZone, metUntil: ran ? due : metBefore };
  await writeObject(work, workKeys.watchedSchedule(), watched);
  return { dueAt: due === undefined ? null : timestampOf(due), overdue: isOpen && !ran };
}

async function metUntil(
  {
    schedule,
    known,
    now,
  }: { readonly schedule: Schedule; readonly known: WatchedSchedule | undefined; readonly now: number },
  executions: Executions,
): Promise<number> {
  if (known === undefined) return executions.createdAt();
  const same = known.expression === schedule.expression && known.timeZone === schedule.timeZone;
  return same ? known.metUntil : now;
}

/** Whether the schedule started an execution at a time or later. The first one after it is the likeliest. */
async function scheduledSince(time: number, executions: Executions): Promise<boolean> {
  for (const { arn } of (await executions.startedSince(time)).toReversed()) {
    const { input } = await executions.describe(arn);
    if (parsesAs(Scheduled, input)) return true;
  }
  return false;
}

const Scheduled = z.object({ trigger: SweepRequest.shape.trigger.extract(['schedule']) });
