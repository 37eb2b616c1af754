import { readdirSync, type Dirent } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { LogEntry } from '@catalog-sweep/core';

/** Thrown when a folder holds no logs, or a log that is damaged. */
export class LogFolderError extends Error {
  override readonly name = 'LogFolderError';
}

/** The logs of one sweep. */
export interface SweepLog {
  readonly sweepId: string;
  /** Its entries, one by one. Throws LogFolderError, with the place, at the first that is none. */
  entries(): AsyncIterable<LogEntry>;
}

/** The product logs lie below a prefix of their bucket, which may have a few parts. */
const DEEPEST_PREFIX = 3;

/** The folder with the product logs in a state folder: below the buckets, where days lie as `dt=…`. Throws LogFolderError when there is none. */
export function logFolderIn(stateDirectory: string): string {
  const [folder] = foldersIn(join(stateDirectory, 'buckets')).flatMap((bucket) => productFolders(bucket));
  if (folder !== undefined) return folder;
  throw new LogFolderError(`no log in ${stateDirectory}: run catalog-sweep sweep first, or name the folder with --log`);
}

/** The folder with the product logs in a copy of the log bucket: that itself, or one below it. Throws LogFolderError when there is none. */
export function productFolderIn(copy: string): string {
  const [folder] = daysIn(copy).length > 0 ? [copy] : productFolders(copy);
  if (folder !== undefined) return folder;
  throw new LogFolderError(`no log in ${copy}: it should have product logs in folders dt=YYYY-MM-DD`);
}

function productFolders(bucket: string): string[] {
  return (
    foldersIn(bucket)
      // Logs of targets and sweeps lie there.
      .filter((folder) => basename(folder) !== 'catalog-sweep')
      .flatMap((prefix) => foldersWithDays(prefix, DEEPEST_PREFIX))
  );
}

function foldersWithDays(folder: string, depth: number): string[] {
  if (daysIn(folder).length > 0) return [folder];
  return depth === 1 ? [] : foldersIn(folder).flatMap((below) => foldersWithDays(below, depth - 1));
}

/** The sweeps in a folder of product logs, newest first. Throws LogFolderError when there are none. */
export function sweepsIn(folder: string): readonly SweepLog[] {
  const files = daysIn(folder).flatMap((day) =>
    entriesIn(day)
      .filter((entry) => entry.isFile() && entry.name.endsWith('.jsonl'))
      .map(({ name }) => join(day, name)),
  );
  const bySweep = Map.groupBy(files, (file) => basename(file).slice(0, 'YYYYMMDDTHHMMSSZ-12345678'.length));
  const sweeps = [...bySweep].map(([sweepId, own]) => ({ sweepId, entries: () => entriesOf(own.toSorted()) }));
  if (sweeps.length === 0)
    throw new LogFolderError(`no log in ${folder}: it should have folders dt=YYYY-MM-DD with .jsonl files`);
  return sweeps.toSorted((a, b) => (a.sweepId < b.sweepId ? 1 : -1));
}

async function* entriesOf(files: readonly string[]): AsyncGenerator<LogEntry> {
  for (const file of files) {
    let number = 0;
    for await (const line of linesOf(file)) {
      number += 1;
      yield parsed(line, `${file}, line ${number}`);
    }
  }
}

async function* linesOf(file: string): AsyncGenerator<string> {
  try {
    yield* (await open(file)).readLines();
  } catch (error) {
    throw new LogFolderError(`${file} cannot be read: ${(error as Error).message}`, { cause: error });
  }
}

function parsed(line: string, where: string): LogEntry {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    throw new LogFolderError(`${where}: the log is damaged: this is no JSON`, { cause: error });
  }
  const { success, data, error } = LogEntry.safeParse(value);
  if (success) return data;
  const [issue] = error.issues;
  throw new LogFolderError(`${where}: the log is damaged: ${issue?.path.join('.')}: ${issue?.message}`);
}

function foldersIn(folder: string): string[] {
  return entriesIn(folder)
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(folder, name));
}

function entriesIn(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw new LogFolderError(`${folder} cannot be read: ${(error as Error).message}`, { cause: error });
  }
}

function daysIn(folder: string): string[] {
  return foldersIn(folder).filter((day) => /^dt=\d{4}-\d{2}-\d{2}$/.test(basename(day)));
}
