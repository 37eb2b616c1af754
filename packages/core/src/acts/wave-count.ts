import type * as z from 'zod';
import type { ObjectStore } from '../aws/object-store.ts';
import { logKeys } from '../contract/keys.ts';
import { LogEntry, TargetEntry } from '../contract/log-entry.ts';
import type { Sweep } from '../contract/payloads.ts';
import { dayOf } from '../contract/timestamp.ts';
import { countWave, type WaveCount } from '../decisions/reconcile.ts';

/** Counts what really lies in the logs of a wave, and hands each entry to `visit` on the way: they are too many to be kept. */
export async function countWaveLogs(
  logs: ObjectStore,
  { sweep, wave }: { readonly sweep: Sweep; readonly wave: string },
  visit: (entry: LogEntry) => void,
): Promise<WaveCount> {
  const { sweepId, startedAt, configuration } = sweep;
  const day = dayOf(startedAt);
  const targets = (await logs.read(logKeys.targets(day, sweepId, wave))) ?? '';
  const products = (await logs.read(logKeys.products(configuration.logS3Key, day, sweepId, wave))) ?? '';
  return countWave(entriesIn(targets, TargetEntry), visited(entriesIn(products, LogEntry), visit));
}

function* visited(entries: Iterable<LogEntry | undefined>, visit: (entry: LogEntry) => void) {
  for (const entry of entries) {
    if (entry !== undefined) {
      visit(entry);
    }
    yield entry;
  }
}

/** One entry for each line, undefined for a line that is none. One line at a time: all of them parsed would be many times the text. */
function* entriesIn<Entry>(text: string, schema: z.ZodType<Entry>): Generator<Entry | undefined> {
  for (let start = 0; start < text.length;) {
    const end = text.indexOf('\n', start);
    const line = text.slice(start, end < 0 ? text.length : end);
    yield parseEntry(line, schema);
    start += line.length + 1;
  }
}

function parseEntry<Entry>(line: string, schema: z.ZodType<Entry>): Entry | undefined {
  try {
    return schema.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}
