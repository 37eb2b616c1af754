import { stopSweep, UsageError } from '@catalog-sweep/core';
import { Command } from 'commander';
import { exitCodesHelp } from '../exit-codes.ts';
import { abortSweep, knownSweep } from '../hub/executions.ts';
import type { ConnectToHub } from '../hub/connect.ts';
import type { Terminal } from '../terminal.ts';
import { sweepIdIn, withHub, withHubOptions, type HubOptions } from './hub-options.ts';

interface StopOptions extends HubOptions {
  readonly force?: boolean;
  readonly reason: string;
}

const EXAMPLES = `
Without --force no update starts any more, no further wave begins, and what is under
way is followed to its end. With --force the execution is aborted: updates that are
under way go on in AWS and are logged as STOPPED. Nothing is lost either way.

Examples:
  catalog-sweep stop 20261126T220000Z-1a2b3c4d --reason 'incident 4711'
  catalog-sweep stop 20261126T220000Z-1a2b3c4d --force
${exitCodesHelp({ ok: 'it was asked to stop', usage: 'no such sweep, one that is over, or no hub' })}`;

/** `catalog-sweep stop`: lets no new update of a sweep start, or ends it at once. */
export function stopCommand(terminal: Terminal, connect: ConnectToHub): Command {
  const command = new Command('stop')
    .description('stop a sweep of the deployed hub')
    .argument('<sweep>', 'its id')
    .option('--force', 'do not wait for what is under way')
    .option('--reason <text>', 'why, for the log', 'somebody asked for it');
  return withHubOptions(command)
    .addHelpText('after', EXAMPLES)
    .action(async (id: string, options: StopOptions) => {
      const sweepId = sweepIdIn(id);
      const { force = false, reason } = options;
      await withHub(options, connect, async (hub) => {
        const { status, executionArn } = await knownSweep(hub, sweepId);
        if (status !== 'RUNNING') throw new UsageError([`the sweep ${id} is over: it ${status}`]);
        // First of all, so that no function that still runs begins an update.
        await stopSweep({ sweepId, requestedAt: hub.clock.now(), reason }, { work: hub.work });
        if (force) await abortSweep(hub, { executionArn, reason });
      });
      if (options.json === true) {
        terminal.out(JSON.stringify({ sweepId, stopping: true, force, reason }));
        return;
      }
      terminal.out(
        force
          ? `${sweepId} is aborted; its log is written within minutes: ${terminal.program} status ${sweepId}`
          : `${sweepId} stops: what is under way is followed to its end: ${terminal.program} status ${sweepId} --watch`,
      );
    });
}
