import { endOfLostUpdate } from '../acts/lost-update.ts';
import { noteUpdateEnd } from '../acts/update-ends.ts';
import { workKeys } from '../contract/keys.ts';
import type { LogUpdateEvent } from '../contract/payloads.ts';
import { caughtErrorText } from '../decisions/caught-error.ts';
import { speaksAgainstVersion } from '../decisions/update-brakes.ts';
import type { StageContext } from '../stage-context.ts';

/**
 * Notes how an update ended, once; and when it failed, marks its version, so that the same failure is not repeated in hundreds of
 * accounts. After an error in a stage before it, the end is whatever intent and record say.
 */
export async function logUpdate(event: LogUpdateEvent, context: StageContext): Promise<void> {
  const { update, sweepId } = event;
  const end = await noteUpdateEnd(context.work, event, event.end ?? (await findEnd(event, context)));
  if (speaksAgainstVersion(end)) {
    const at = context.clock.now();
    await context.work.write(workKeys.versionFailure(sweepId, update.to.id, at, update.provisionedProductId), '');
  }
}

async function findEnd({ sweepId, update, error }: LogUpdateEvent, context: StageContext) {
  const stopped = (await context.work.read(workKeys.stop(sweepId))) !== undefined;
  return endOfLostUpdate(
    { sweepId, update, error: error === null ? undefined : caughtErrorText(error), stopped },
    context,
  );
}
