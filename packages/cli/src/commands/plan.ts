import { PlannedUpdate, readLines, readObject, Sweep, UsageError, workKeys, type SweepId } from '@catalog-sweep/core';
import { Command } from 'commander';
import { exitCodesHelp } from '../exit-codes.ts';
import type { HubConnection } from '../hub/hub-connection.ts';
import { renderPlan } from '../render/plan.ts';
import type { ConnectToHub } from '../hub/connect.ts';
import type { Terminal } from '../terminal.ts';
import { sweepIdIn, withHub, withHubOptions, type HubOptions } from './hub-options.ts';

const EXAMPLES = `
Examples:
  catalog-sweep plan 20261126T220000Z-1a2b3c4d
  catalog-sweep plan 20261126T220000Z-1a2b3c4d --json | jq '.updates | length'

A sweep in report mode has a plan too: it is what an update would have done.
${exitCodesHelp({ ok: 'it was shown', usage: 'no such sweep, one that has no plan yet, or no hub' })}`;

/** `catalog-sweep plan`: the updates that a sweep of the hub made, makes or would make. */
export function planCommand(terminal: Terminal, connect: ConnectToHub): Command {
  const command = new Command('plan')
    .description('show the updates that a sweep of the deployed hub planned')
    .argument('<sweep>', 'its id');
  return withHubOptions(command)
    .addHelpText('after', EXAMPLES)
    .action(async (id: string, options: HubOptions) => {
      const sweepId = sweepIdIn(id);
      const updates = await withHub(options, connect, (hub) => readPlan(hub, sweepId));
      terminal.out(
        options.json === true ? JSON.stringify({ sweepId, updates }, null, 2) : renderPlan(updates, terminal),
      );
    });
}

/** The plans of all waves, in the order of the waves. */
async function readPlan({ work }: HubConnection, sweepId: SweepId): Promise<readonly PlannedUpdate[]> {
  const sweep = await readObject(work, workKeys.sweep(sweepId), Sweep);
  if (sweep === undefined) {
    throw new UsageError([
      `nothing is planned for ${sweepId}: there is no such sweep, it has just begun, or it is older than the 30 days that plans are kept`,
    ]);
  }
  const plans = await Promise.all(
    sweep.waves.map(({ name }) => readLines(work, workKeys.plan(sweepId, name), PlannedUpdate)),
  );
  return plans.flat();
}
