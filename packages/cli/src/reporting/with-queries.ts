import { resolve } from 'node:path';
import { UsageError } from '@catalog-sweep/core';
import { Option, type Command } from 'commander';
import { withHub } from '../commands/hub-options.ts';
import type { ConnectToHub } from '../hub/connect.ts';
import type { Terminal } from '../terminal.ts';
import type { LogQueries } from './query-result.ts';

/** What every command takes that asks the logs. */
export interface LogOptions {
  readonly on: 'simulated' | 'hub';
  readonly hubRegion?: string;
  readonly stateDir: string;
  readonly log?: string;
}

/** Adds these options. */
export function withLogOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--on <place>', 'whose logs: the simulated organisation, or the hub (by Athena)')
        .choices(['simulated', 'hub'])
        .default('simulated'),
    )
    .option('--state-dir <folder>', 'the state folder of the simulated organisation', '.catalog-sweep')
    .option('--log <folder>', 'a copy of the log bucket')
    .option('--hub-region <region>', "the hub's Region (default: that of the environment)");
}

/** A day, `YYYY-MM-DD`. Throws UsageError for what is none. */
export function dayIn(text: string): string {
  const time = Date.parse(`${text}T00:00:00Z`);
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(time).toISOString().startsWith(text)) return text;
  throw new UsageError([`--since ${text}: a day looks like 2026-11-26`]);
}

/** Opens the logs, tells what is wrong with them, and lets go of them in the end. `since` spares reading what is not asked for. */
export async function withQueries<T>(
  options: LogOptions,
  {
    terminal,
    connect,
    since,
  }: { readonly terminal: Terminal; readonly connect: ConnectToHub; readonly since?: string | undefined },
  work: (queries: LogQueries) => Promise<T>,
): Promise<T> {
  if (options.on === 'hub') {
    if (options.log !== undefined) throw new UsageError(['--log is for --on simulated']);
    return withHub(options, connect, async (hub) => {
      const { AthenaQueries } = await import('./athena-queries.ts');
      return using(await AthenaQueries.open(hub, terminal), { terminal, work });
    });
  }
  // DuckDB is loaded by those alone who ask the logs here.
  const { LogDatabase } = await import('./log-database.ts');
  const { log, stateDir } = options;
  const place =
    log === undefined
      ? { stateDirectory: resolve(terminal.directory, stateDir) }
      : { copy: resolve(terminal.directory, log) };
  return using(await LogDatabase.open(place, since), { terminal, work });
}

async function using<T>(
  queries: LogQueries,
  { terminal, work }: { readonly terminal: Terminal; readonly work: (queries: LogQueries) => Promise<T> },
): Promise<T> {
  try {
    for (const warning of queries.warnings) terminal.err(`warning: ${warning}`);
    return await work(queries);
  } finally {
    queries.close();
  }
}
