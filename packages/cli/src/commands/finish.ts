import { Command, Option } from 'commander';
import { EXIT, exitCodesHelp } from '../exit-codes.ts';
import { follow } from '../follow-sweep.ts';
import { withOrganisationOptions } from '../organisation-options.ts';
import type { OpenPlace } from '../places/open-place.ts';
import { whereaboutsOf, type SweepOptions } from '../sweep-options.ts';
import type { Terminal } from '../terminal.ts';
import { sweepIdIn } from './hub-options.ts';
import { tellResult } from './tell-result.ts';

const EXAMPLES = `
For a sweep on this machine whose process was killed. Nothing is updated: each target and
provisioned product that has no line yet gets one, which says how far it was. A deployed
hub does this by itself. Do not finish a sweep that is still running.

Examples:
  catalog-sweep finish 20261126T220000Z-1a2b3c4d
  catalog-sweep finish 20261126T220000Z-1a2b3c4d --on local --hub-region eu-west-1 \\
    --log-bucket my-logs --work-bucket my-work
${exitCodesHelp({
  ok: 'the sweep is finished and reconciles',
  usage: 'wrong usage, or no such sweep was planned',
  failed: 'it could not be finished, or does not reconcile',
})}`;

/** `catalog-sweep finish`: writes what a sweep that was killed has not written. */
export function finishCommand(terminal: Terminal, open: OpenPlace, done: (exitCode: number) => void): Command {
  const command = new Command('finish')
    .description('write the logs of a sweep on this machine that was killed')
    .argument('<sweep>', 'its id')
    .addOption(new Option('--on <place>', 'where it ran').choices(['simulated', 'local']).default('simulated'))
    .option('--json', 'print one JSON document and nothing else')
    .optionsGroup('AWS, with --on local:')
    .option('--log-bucket <name>', 'the bucket of the logs')
    .option('--work-bucket <name>', 'the bucket for what belongs to a sweep under way')
    .option('--hub-region <region>', "the hub's Region (default: that of the environment)")
    .option('--config <file>', 'catalog-sweep.yaml: what the hub is told');
  withOrganisationOptions(command).addHelpText('after', EXAMPLES);
  return command.action(async (id: string, options: SweepOptions) => {
    const sweepId = sweepIdIn(id);
    const { place, whereIs } = await open(whereaboutsOf(options, command, terminal));
    const result = await follow(place, { run: () => place.finish(sweepId), terminal, on: options.on });
    tellResult(result, { whereIs, options, command, terminal });
    done(result.summary.reconciled ? EXIT.ok : EXIT.failed);
  });
}
