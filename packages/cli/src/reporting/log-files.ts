import { basename, dirname, join, relative, sep } from 'node:path';
import { globSync, statSync } from 'node:fs';
import { logTables, type LogTable } from '@catalog-sweep/core';
import { LogFolderError, logFolderIn, productFolderIn } from '../log-folder.ts';

/** The files of one table, and what else lies among them. */
export interface TableFiles {
  readonly table: LogTable;
  readonly files: readonly string[];
  /** Files that no sweep wrote; Athena would read each of their lines as a row without values. */
  readonly foreign: readonly string[];
}

/** Where the logs are: the state folder of the simulated organisation, or a copy of the log bucket. */
export type LogPlace = { readonly stateDirectory: string } | { readonly copy: string };

/** `<sweepId>.jsonl`, `<sweepId>-<wave>.jsonl` */
const OWN_NAME = /^\d{8}T\d{6}Z-[0-9a-f]{8}(-.+)?\.jsonl$/;

/**
 * The files of all tables, of days from `since` (`YYYY-MM-DD`) on. Throws LogFolderError when the place has no product logs, or none of targets and sweeps,
 * without which nobody can tell what is gone or unreachable.
 */
export function logFilesIn(place: LogPlace, since: string | undefined): readonly TableFiles[] {
  const products = 'copy' in place ? productFolderIn(place.copy) : logFolderIn(place.stateDirectory);
  const bucket = bucketOf(products);
  const prefix = relative(bucket, products).split(sep).join('/');
  return logTables(prefix).map((table) => filesOf(table, { bucket, since }));
}

function filesOf(
  table: LogTable,
  { bucket, since = '' }: { readonly bucket: string; readonly since: string | undefined },
): TableFiles {
  const folder = join(bucket, ...table.prefix.split('/'));
  const found = globSync('**', { cwd: folder })
    .map((path) => join(folder, path))
    .filter((path) => statSync(path).isFile())
    .toSorted();
  const own = found.filter((path) => OWN_NAME.test(basename(path)) && dayIn(path) !== undefined);
  return {
    table,
    files: own.filter((path) => (dayIn(path) ?? '') >= since),
    foreign: found.filter((path) => !own.includes(path)),
  };
}

function dayIn(path: string): string | undefined {
  return /^dt=(\d{4}-\d{2}-\d{2})$/.exec(basename(dirname(path)))?.[1];
}

/** The folder above the product logs in which the logs of targets and sweeps lie too. */
function bucketOf(products: string): string {
  for (let folder = products; folder !== dirname(folder); folder = dirname(folder)) {
    const isBucket = statSync(join(folder, 'catalog-sweep', 'sweeps'), { throwIfNoEntry: false })?.isDirectory();
    if (isBucket === true) return folder;
  }
  throw new LogFolderError(
    `no logs of targets and sweeps beside ${products}: copy the whole log bucket (aws s3 sync s3://BUCKET FOLDER)`,
  );
}
