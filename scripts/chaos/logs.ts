import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LogEntry, TargetEntry } from '@catalog-sweep/core';

/** What a sweep of a simulated organisation left in its logs. */
export interface SweepLogs {
  readonly entries: readonly LogEntry[];
  readonly targets: readonly TargetEntry[];
}

/** Reads the logs of one sweep. Throws for a line that does not have the shape of the contract. */
export function logsOf(stateDirectory: string, sweepId: string): SweepLogs {
  const bucket = join(stateDirectory, 'buckets', 'catalog-sweep-logs');
  return {
    entries: linesBelow(join(bucket, 'ServiceCatalogLogs'), sweepId).map((line) => LogEntry.parse(line)),
    targets: linesBelow(join(bucket, 'catalog-sweep', 'targets'), sweepId).map((line) => TargetEntry.parse(line)),
  };
}

function linesBelow(folder: string, sweepId: string): readonly unknown[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.includes(sweepId))
    .flatMap((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8').trimEnd().split('\n'))
    .filter((line) => line !== '')
    .map((line): unknown => JSON.parse(line));
}
