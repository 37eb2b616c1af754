import {
  logKeys,
  LogEntry,
  readLines,
  readObject,
  Sweep,
  SweepSummary,
  dayOf,
  UsageError,
  workKeys,
  type SweepId,
  type SweepRequest,
} from '@catalog-sweep/core';
import { Command, Option } from 'commander';
import { EXIT, exitCodesHelp } from '../exit-codes.ts';
import { follow } from '../follow-sweep.ts';
import type { ConnectToHub } from '../hub/connect.ts';
import type { HubConnection } from '../hub/hub-connection.ts';
import { HubSweep } from '../hub/hub-sweep.ts';
import { RETRIED, retryRequest } from '../hub/retry-request.ts';
import { renderBegun } from '../render/begun.ts';
import { jsonSummary } from '../render/json-summary.ts';
import { hubCall } from '../render/next-command.ts';
import { renderReport } from '../render/report.ts';
import type { Terminal } from '../terminal.ts';
import { sweepIdIn, withHub, withHubOptions, type HubOptions } from './hub-options.ts';

interface RetryOptions extends HubOptions {
  readonly mode?: 'report' | 'update';
  readonly wait?: boolean;
}

const EXAMPLES = `
A retry sweeps just what the sweep left undone: provisioned products whose outcome is
${RETRIED.join(', ')}, and the targets that could not
be looked at. It has the mode of that sweep unless --mode says otherwise.

Examples:
  catalog-sweep retry 20261126T220000Z-1a2b3c4d --wait
  catalog-sweep retry 20261126T220000Z-1a2b3c4d --mode report
${exitCodesHelp({
  ok: 'it was begun; with --wait: it ran and reconciles',
  usage: 'no such sweep, one that is under way, nothing to retry, or no hub',
  failed: 'with --wait: the sweep itself failed, or does not reconcile',
  interrupted: 'with --wait: Ctrl-C ended the waiting, and the sweep goes on in the hub',
})}`;

/** `catalog-sweep retry`: a new sweep over just what another left undone. */
export function retryCommand(terminal: Terminal, connect: ConnectToHub, done: (exitCode: number) => void): Command {
  const command = new Command('retry')
    .description('sweep again what a sweep of the deployed hub left undone')
    .argument('<sweep>', 'its id')
    .addOption(new Option('--mode <mode>', 'only look, or also update').choices(['report', 'update']))
    .option('--wait', 'follow the new sweep to its end, and report on it');
  return withHubOptions(command)
    .addHelpText('after', EXAMPLES)
    .action(async (id: string, options: RetryOptions) => {
      const former = sweepIdIn(id);
      await withHub(options, connect, async (hub) => {
        const request = await requestFor(hub, former, options.mode);
        const sweep = new HubSweep({ ...hub, close: () => {} });
        if (options.wait !== true) {
          await sweep.start(request);
          const { sweepId } = sweep;
          terminal.out(
            options.json === true
              ? JSON.stringify({ sweepId, retryOf: former, status: 'RUNNING' })
              : renderBegun(sweepId, terminal.program),
          );
          return;
        }
        const result = await follow(sweep, {
          run: (onProgress) => sweep.run(request, onProgress),
          terminal,
          on: 'hub',
        });
        const call = hubCall(terminal.program, options.hubRegion);
        terminal.out(
          options.json === true
            ? JSON.stringify(jsonSummary(result), null, 2)
            : renderReport(result, { ...terminal, call }),
        );
        done(result.summary.reconciled ? EXIT.ok : EXIT.failed);
      });
    });
}

/** Reads what the former sweep left undone. Throws UsageError when it is not known, or not over. */
async function requestFor(
  { work, logs, facts }: HubConnection,
  sweepId: SweepId,
  mode: RetryOptions['mode'],
): Promise<SweepRequest> {
  const sweep = await readObject(work, workKeys.sweep(sweepId), Sweep);
  if (sweep === undefined) throw new UsageError([`no sweep ${sweepId} in the hub, or it is older than 30 days`]);
  const summary = await readObject(work, workKeys.summary(sweepId), SweepSummary);
  if (summary === undefined)
    throw new UsageError([`the sweep ${sweepId} is still under way: status ${sweepId} tells how far it is`]);
  const day = dayOf(sweep.startedAt);
  const entries: LogEntry[] = [];
  for (const { name } of sweep.waves) {
    entries.push(...(await readLines(logs, logKeys.products(facts.logS3Key, day, sweepId, name), LogEntry)));
  }
  return retryRequest({ sweep, summary, entries }, mode ?? summary.mode);
}
