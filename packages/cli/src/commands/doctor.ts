import type { DoctorSummary, SweepRequest } from '@catalog-sweep/core';
import { Command, Option } from 'commander';
import { EXIT, exitCodesHelp } from '../exit-codes.ts';
import { follow } from '../follow-sweep.ts';
import { withOrganisationOptions } from '../organisation-options.ts';
import type { OpenPlace } from '../places/open-place.ts';
import { renderFindings } from '../render/findings.ts';
import { gather, requestOf, whereaboutsOf, type SweepOptions } from '../sweep-options.ts';
import type { Terminal } from '../terminal.ts';

interface DoctorOptions extends SweepOptions {
  readonly fix?: boolean;
}

const EXAMPLES = `
Examples:
  catalog-sweep doctor                       the example organisation
  catalog-sweep doctor --fix                 mend what is safe to mend
  catalog-sweep doctor --on hub --account 111122223333
  catalog-sweep doctor --on hub --json       { "findings": [ … ] }

docs/doctor.md explains each code, and what --fix does.
${exitCodesHelp({
  ok: 'nothing is wrong, or nothing any more',
  failures: 'something is wrong',
  usage: 'wrong usage or configuration',
  failed: 'the examination itself failed',
  interrupted: 'Ctrl-C ended the waiting, and the examination goes on in the hub',
})}`;

/** `catalog-sweep doctor`: whether the hub and every target are ready for sweeps, and what to do where they are not. */
export function doctorCommand(terminal: Terminal, open: OpenPlace, done: (exitCode: number) => void): Command {
  const command = new Command('doctor')
    .description('look whether hub and targets are ready for sweeps')
    .addOption(new Option('--on <place>', 'where it runs').choices(['simulated', 'hub']).default('simulated'))
    .option('--fix', 'mend what is safe to mend: principals of portfolios, and the TagOption')
    .option('--json', 'print one JSON document and nothing else')
    .optionsGroup('Which targets (each may be given several times):')
    .option('--account <id>', 'an account', gather)
    .option('--ou <id or path>', 'an organizational unit and those below it', gather)
    .option('--region <region>', 'a Region', gather)
    .optionsGroup('AWS, with --on hub:')
    .option('--hub-region <region>', "the hub's Region (default: that of the environment)");
  withOrganisationOptions(command).addHelpText('after', EXAMPLES);
  return command.action(async (options: DoctorOptions) => {
    const request: SweepRequest = { ...requestOf(options, 'doctor'), fix: options.fix === true };
    const { place, whereIs } = await open(whereaboutsOf(options, command, terminal));
    const summary = await follow(place, {
      run: (onProgress) => place.examine(request, onProgress),
      terminal,
      on: options.on,
    });
    const located = { ...summary, log: { ...summary.log, location: whereIs(summary.log.location) } };
    terminal.out(options.json === true ? JSON.stringify(located, null, 2) : renderFindings(located, terminal));
    done(exitCodeOf(summary));
  });
}

function exitCodeOf({ status, findings }: DoctorSummary): number {
  if (status !== 'COMPLETED' && status !== 'STOPPED') return EXIT.failed;
  return findings.every(({ mended }) => mended) ? EXIT.ok : EXIT.failures;
}
