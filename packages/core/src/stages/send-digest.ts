import type { ObjectStore } from '../aws/object-store.ts';
import { readLines, readObject, readSweep, writeObject } from '../aws/work-objects.ts';
import { logKeys, workKeys } from '../contract/keys.ts';
import { LogEntry, SweepEntry } from '../contract/log-entry.ts';
import { SweepSummary, type Sweep } from '../contract/payloads.ts';
import {
  needsSomebody,
  type DigestWhen,
  type SendDigestResult,
  type SweepFinishedEvent,
} from '../contract/sweep-finished.ts';
import type { SweepId } from '../contract/sweep-id.ts';
import { dayOf } from '../contract/timestamp.ts';
import { causesIn, digest, type Digest } from '../decisions/digest.ts';
import { ContractError } from '../errors.ts';
import type { StageContext } from '../stage-context.ts';

/** A sweep is compared with the newest one before that can be compared; beyond so many nobody looks. */
const FARTHEST = 20;

/**
 * Sends the digest of a finished sweep, once: a mark is written when it is out. Throws ContractError when the sweep left no summary, and what publishing
 * throws, so that the event comes again.
 */
export async function sendDigest(
  { detail }: SweepFinishedEvent,
  { when, publish }: { readonly when: DigestWhen; readonly publish: (digest: Digest) => Promise<void> },
  context: StageContext,
): Promise<SendDigestResult> {
  const { sweepId } = detail;
  if (when === 'failure' && !needsSomebody(detail)) return { sent: false };
  if ((await context.work.read(workKeys.digest(sweepId))) !== undefined) return { sent: false };
  const summary = await readObject(context.work, workKeys.summary(sweepId), SweepSummary);
  if (summary === undefined)
    throw new ContractError(`no summary of the sweep ${sweepId} in s3://${context.work.bucket}`);
  const sweep = await readSweep(context.work, sweepId);
  const before = detail.whole ? await wholeSweepBefore(sweepId, context.logs) : undefined;
  await publish(digest({ summary, before, causes: causesIn(await entriesOf(sweep, context.logs)) }));
  await writeObject(context.work, workKeys.digest(sweepId), { at: context.clock.now() });
  return { sent: true };
}

/** The line of the newest sweep before that was over everything too. */
async function wholeSweepBefore(sweepId: SweepId, logs: ObjectStore): Promise<SweepEntry | undefined> {
  const idIn = (key: string) => key.slice(key.lastIndexOf('/') + 1);
  const keys = (await logs.list(logKeys.sweeps())).filter((key) => idIn(key) < sweepId).toSorted();
  for (const key of keys.slice(-FARTHEST).toReversed()) {
    const [entry] = await readLines(logs, key, SweepEntry);
    if (entry?.Whole === true) return entry;
  }
  return undefined;
}

async function entriesOf({ sweepId, startedAt, waves, configuration }: Sweep, logs: ObjectStore): Promise<LogEntry[]> {
  const day = dayOf(startedAt);
  const entries: LogEntry[] = [];
  for (const { name } of waves) {
    entries.push(...(await readLines(logs, logKeys.products(configuration.logS3Key, day, sweepId, name), LogEntry)));
  }
  return entries;
}
