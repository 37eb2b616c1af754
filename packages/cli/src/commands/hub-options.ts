import { SweepId, UsageError } from '@catalog-sweep/core';
import { Option, type Command } from 'commander';
import type { ConnectToHub } from '../hub/connect.ts';
import type { HubConnection } from '../hub/hub-connection.ts';

/** What every command takes that asks the deployed hub. */
export interface HubOptions {
  readonly hubRegion?: string;
  readonly json?: boolean;
}

/** Adds these options. `--on hub` may be typed as with sweep, and is what these commands do anyway. */
export function withHubOptions(command: Command): Command {
  return command
    .addOption(new Option('--on <place>', 'where the sweep runs').choices(['hub']).default('hub'))
    .option('--hub-region <region>', "the hub's Region (default: that of the environment)")
    .option('--json', 'print one JSON document');
}

/** Runs `work` with the hub, and lets go of it in the end. Throws UsageError when there is none. */
export async function withHub<T>(
  { hubRegion }: HubOptions,
  connect: ConnectToHub,
  work: (hub: HubConnection) => Promise<T>,
): Promise<T> {
  const hub = await connect(hubRegion);
  try {
    return await work(hub);
  } finally {
    hub.close();
  }
}

/** Throws UsageError for what cannot be the id of a sweep. */
export function sweepIdIn(text: string): SweepId {
  const { success, data, error } = SweepId.safeParse(text);
  if (success) return data;
  throw new UsageError([`${text}: ${error.issues[0]?.message}; status --list shows those there are`]);
}
