import { UsageError, type SweepRequest } from '@catalog-sweep/core';
import { Command, Option } from 'commander';
import { EXIT, exitCodesHelp } from '../exit-codes.ts';
import { withFaultOptions } from '../fault-options.ts';
import { follow } from '../follow-sweep.ts';
import { wholeNumber, withOrganisationOptions } from '../organisation-options.ts';
import type { ConnectToHub } from '../hub/connect.ts';
import type { HubConnection } from '../hub/hub-connection.ts';
import { PLACES, type OpenPlace } from '../places/open-place.ts';
import { renderBegun } from '../render/begun.ts';
import { count } from '../render/text.ts';
import { gather, requestOf, whereaboutsOf, type SweepOptions } from '../sweep-options.ts';
import type { SweepResult } from '../sweep-place.ts';
import type { Terminal } from '../terminal.ts';
import { tellResult } from './tell-result.ts';

const EXIT_CODES = exitCodesHelp({
  ok: 'the sweep ran and reconciles, whatever it found',
  failures: 'with --exit-code: a target or an update failed',
  usage: 'wrong usage or configuration, or nothing has the name that was given',
  failed: 'the sweep itself failed, or does not reconcile',
  interrupted: 'with --wait: Ctrl-C ended the waiting, and the sweep goes on in the hub',
});

const EXAMPLES = `
Examples:
  catalog-sweep sweep                        the example organisation, made here
  catalog-sweep sweep --mode report          only look: what would be updated
  catalog-sweep sweep --ou Workloads/Production --region eu-west-1
  catalog-sweep sweep --provisioned-product orders-db --retry-failed
  catalog-sweep sweep --accounts 200 --regions 2 --products 10 --seed 7 --reset
  catalog-sweep sweep --faults heavy         while much goes wrong
  catalog-sweep sweep --json > summary.json  one document, progress beside it
  catalog-sweep sweep --on local --region eu-west-1 --log-bucket my-logs \\
    --work-bucket my-work                    AWS, with your own credentials
  catalog-sweep sweep --on hub --account 111122223333 --mode update --wait
                                             the deployed hub, on one account

Ctrl-C stops in order: no new update starts, what is under way is followed to its
end. A second Ctrl-C logs what is under way as STOPPED. Nothing is lost. A sweep of
the hub goes on without this command: Ctrl-C only ends the waiting.
${EXIT_CODES}`;

/** `catalog-sweep sweep`: one sweep, with progress while it runs and a report at its end. */
export function sweepCommand(
  terminal: Terminal,
  { open, connect }: { readonly open: OpenPlace; readonly connect: ConnectToHub },
  done: (exitCode: number) => void,
): Command {
  const command = new Command('sweep')
    .description('sweep an organisation: find what is behind, and update what is opted in')
    .addOption(new Option('--on <place>', 'where it runs').choices(PLACES).default('simulated'))
    .addOption(
      new Option('--mode <mode>', 'only look, or also update (default: update when simulated, else report)').choices([
        'report',
        'update',
      ]),
    )
    .option('--json', 'print one JSON document and nothing else')
    .option('--exit-code', 'exit with 1 when a target or an update failed')
    .optionsGroup('Which provisioned products (each may be given several times):')
    .option('--account <id>', 'an account', gather)
    .option('--ou <id or path>', 'an organizational unit and those below it', gather)
    .option('--region <region>', 'a Region', gather)
    .option('--product <id or name>', "a product of the hub's catalogue", gather)
    .option('--provisioned-product <id or name>', 'a provisioned product', gather)
    .optionsGroup('Which updates:')
    .option('--retry-failed', 'try again what failed before')
    .option('--max-updates <count>', 'make at most so many', wholeNumber({ from: 0, to: 999_999_999 }))
    .optionsGroup('AWS, with --on hub and --on local:')
    .option('--wait', 'with --on hub: follow the sweep to its end, and report on it')
    .option('--log-bucket <name>', 'the bucket of the logs')
    .option('--work-bucket <name>', 'the bucket for what belongs to a sweep under way')
    .option('--hub-region <region>', "the hub's Region (default: that of the environment)")
    .option('--config <file>', 'catalog-sweep.yaml: what the hub is told');
  withFaultOptions(withOrganisationOptions(command)).addHelpText('after', EXAMPLES);
  return command.action(async (options: SweepOptions) => {
    const mode = options.mode ?? (options.on === 'simulated' ? 'update' : 'report');
    // Whatever can be refused is refused before anything is opened: what is open has to be closed again.
    const request = requestOf(options, mode);
    const whereabouts = whereaboutsOf(options, command, terminal);
    if (whereabouts.on === 'hub' && options.wait !== true) {
      await begin(request, { hub: await connect(whereabouts.hubRegion), options, terminal });
      return;
    }
    const { place, whereIs, faultsInjected } = await open(whereabouts);
    const result = await follow(place, {
      run: (onProgress) => place.run(request, onProgress),
      terminal,
      on: options.on,
    });
    tellResult({ ...result, faultsInjected: faultsInjected?.() }, { whereIs, options, command, terminal });
    const exitCode = exitCodeOf(result, options.exitCode === true);
    done(exitCode);
    if (exitCode !== EXIT.failed) refuseUnknownNames(request, result);
  });
}

/** Asks the hub for a sweep, and says how to go on. */
async function begin(
  request: SweepRequest,
  {
    hub,
    options,
    terminal,
  }: { readonly hub: HubConnection; readonly options: SweepOptions; readonly terminal: Terminal },
): Promise<void> {
  const { beginSweep } = await import('../hub/begin-sweep.ts');
  const sweepId = await beginSweep(request, hub);
  terminal.out(
    options.json === true ? JSON.stringify({ sweepId, status: 'RUNNING' }) : renderBegun(sweepId, terminal.program),
  );
}

/** Which provisioned products there are is known only when all targets were looked at. Throws UsageError when none was the one that was named. */
function refuseUnknownNames({ provisionedProducts = [] }: SweepRequest, { summary }: SweepResult): void {
  if (provisionedProducts.length === 0 || summary.products.scanned > 0) return;
  const { swept, failed } = summary.targets;
  const unknown = failed === 0 ? '' : `; ${failed} could not be swept`;
  throw new UsageError([
    `no provisioned product ${provisionedProducts.join(' or ')} in ${count(swept, 'target')}${unknown}: look at the name in an earlier log, or sweep without --provisioned-product`,
  ]);
}

function exitCodeOf({ summary }: SweepResult, wantsFailures: boolean): number {
  if (!summary.reconciled || summary.status === 'FAILED' || summary.status === 'TIMED_OUT') return EXIT.failed;
  const { UPDATE_FAILED: failed = 0, UPDATE_TIMED_OUT: timedOut = 0 } = summary.products.byOutcome;
  return wantsFailures && summary.targets.failed + failed + timedOut > 0 ? EXIT.failures : EXIT.ok;
}
