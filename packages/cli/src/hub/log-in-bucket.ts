import { LogEntry, readLines, type ObjectStore } from '@catalog-sweep/core';
import { LogFolderError, type SweepLog } from '../log-folder.ts';

/** The sweeps whose product logs lie in a bucket, newest first. Throws LogFolderError when there are none. */
export async function sweepsInBucket(logs: ObjectStore, prefix: string): Promise<readonly SweepLog[]> {
  const keys = (await logs.list(`${prefix}/`)).filter((key) => key.endsWith('.jsonl'));
  const bySweep = Map.groupBy(keys, (key) => sweepIdIn(key));
  if (bySweep.size === 0)
    throw new LogFolderError(`no log in s3://${logs.bucket}/${prefix}: the hub has not swept yet`);
  return [...bySweep]
    .toSorted(([a], [b]) => (a < b ? 1 : -1))
    .map(([sweepId, own]) => ({ sweepId, entries: () => entriesOf(logs, own) }));
}

async function* entriesOf(logs: ObjectStore, keys: readonly string[]): AsyncGenerator<LogEntry> {
  for (const key of keys) yield* await readLines(logs, key, LogEntry);
}

/** `…/dt=YYYY-MM-DD/<sweepId>-<wave>.jsonl` */
function sweepIdIn(key: string): string {
  return key.slice(key.lastIndexOf('/') + 1).slice(0, 'YYYYMMDDTHHMMSSZ-12345678'.length);
}
