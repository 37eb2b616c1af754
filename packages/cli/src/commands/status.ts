import { UsageError, type SweepId } from '@catalog-sweep/core';
import { Command } from 'commander';
import { exitCodesHelp } from '../exit-codes.ts';
import { follow } from '../follow-sweep.ts';
import { sweepsOf, type ListedSweep } from '../hub/executions.ts';
import type { HubConnection } from '../hub/hub-connection.ts';
import { HubSweep } from '../hub/hub-sweep.ts';
import { newestSweep, readSweepState, type SweepState } from '../hub/sweep-state.ts';
import { renderFindings } from '../render/findings.ts';
import { jsonSummary } from '../render/json-summary.ts';
import { hubCall } from '../render/next-command.ts';
import { renderReport } from '../render/report.ts';
import { renderState, renderSweeps } from '../render/status.ts';
import type { ConnectToHub } from '../hub/connect.ts';
import type { Terminal } from '../terminal.ts';
import { sweepIdIn, withHub, withHubOptions, type HubOptions } from './hub-options.ts';

interface StatusOptions extends HubOptions {
  readonly list?: boolean;
  readonly watch?: boolean;
}

/** So many sweeps are listed: three months of weekly ones. */
const LISTED = 15;

const EXAMPLES = `
Examples:
  catalog-sweep status                              the newest sweep of the hub
  catalog-sweep status --watch                      live, until it ends
  catalog-sweep status 20261126T220000Z-1a2b3c4d    one of them
  catalog-sweep status --list                       the newest ones
${exitCodesHelp({ ok: 'it was shown, whatever it is', usage: 'no such sweep, or no hub', interrupted: 'Ctrl-C ended the watching' })}`;

/** `catalog-sweep status`: how far a sweep of the hub is, or how it ended. */
export function statusCommand(terminal: Terminal, connect: ConnectToHub): Command {
  const command = new Command('status')
    .description('say how far a sweep of the deployed hub is, or how it ended')
    .argument('[sweep]', 'its id; without it the newest')
    .option('--list', 'list the newest sweeps')
    .option('--watch', 'follow it to its end');
  return withHubOptions(command)
    .addHelpText('after', EXAMPLES)
    .action(async (id: string | undefined, options: StatusOptions) => {
      const wanted = id === undefined ? undefined : sweepIdIn(id);
      if (options.list === true && wanted !== undefined) throw new UsageError(['--list takes no sweep: it lists them']);
      await withHub(options, connect, async (hub) => {
        if (options.list === true) {
          list(await newest(hub), { options, terminal });
          return;
        }
        const sweepId = wanted ?? (await newestSweep(hub));
        if (options.watch === true) await watch(hub, { sweepId, terminal });
        show(await readSweepState(hub, sweepId), { options, terminal });
      });
    });
}

interface Shown {
  readonly options: StatusOptions;
  readonly terminal: Terminal;
}

async function newest(hub: HubConnection): Promise<readonly ListedSweep[]> {
  const sweeps: ListedSweep[] = [];
  for await (const sweep of sweepsOf(hub)) {
    if (sweeps.push(sweep) === LISTED) break;
  }
  return sweeps;
}

function list(sweeps: readonly ListedSweep[], { options, terminal }: Shown): void {
  const text = options.json === true ? JSON.stringify({ sweeps }, null, 2) : renderSweeps(sweeps, terminal.columns);
  terminal.out(text);
}

/** Shows how it goes until it ends; what it left is read anew afterwards. */
async function watch(
  hub: HubConnection,
  { sweepId, terminal }: { readonly sweepId: SweepId; readonly terminal: Terminal },
): Promise<void> {
  const sweep = new HubSweep({ ...hub, close: () => {} }, sweepId);
  await follow(sweep, { run: (onProgress) => sweep.toItsEnd(onProgress), terminal, on: 'hub' });
}

function show(state: SweepState, { options, terminal }: Shown): void {
  const { summary, findings } = state;
  if (options.json === true) {
    const ended = summary === undefined ? (findings ?? state) : jsonSummary({ summary, apiCalls: undefined });
    terminal.out(JSON.stringify(ended, null, 2));
    return;
  }
  if (findings !== undefined) {
    terminal.out(renderFindings(findings, terminal));
    return;
  }
  if (summary === undefined) {
    terminal.out(renderState(state, terminal));
    return;
  }
  const call = hubCall(terminal.program, options.hubRegion);
  terminal.out(renderReport({ summary, apiCalls: undefined }, { ...terminal, call }));
}
