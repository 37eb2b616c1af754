import { resolve } from 'node:path';
import { UsageError, type SweepRequest } from '@catalog-sweep/core';
import { Command, Option } from 'commander';
import { EXIT, exitCodesHelp } from '../exit-codes.ts';
import { givenOptions, isGiven } from '../given-options.ts';
import {
  ORGANISATION_OPTIONS,
  wholeNumber,
  withOrganisationOptions,
  type OrganisationOptions,
} from '../organisation-options.ts';
import type { OpenPlace, Whereabouts } from '../places/open-place.ts';
import { jsonSummary } from '../render/json-summary.ts';
import type { Call } from '../render/next-command.ts';
import { renderReport } from '../render/report.ts';
import { ProgressDisplay } from '../progress-display.ts';
import type { SweepPlace, SweepResult } from '../sweep-place.ts';
import type { Terminal } from '../terminal.ts';

interface SweepOptions extends OrganisationOptions {
  readonly on: 'simulated' | 'local';
  readonly mode?: 'report' | 'update';
  readonly json?: boolean;
  readonly exitCode?: boolean;
  readonly account?: readonly string[];
  readonly ou?: readonly string[];
  readonly region?: readonly string[];
  readonly product?: readonly string[];
  readonly provisionedProduct?: readonly string[];
  readonly retryFailed?: boolean;
  readonly maxUpdates?: number;
  readonly logBucket?: string;
  readonly workBucket?: string;
  readonly hubRegion?: string;
  readonly config?: string;
}

const EXIT_CODES = exitCodesHelp({
  ok: 'the sweep ran and reconciles, whatever it found',
  failures: 'with --exit-code: a target or an update failed',
  usage: 'wrong usage or configuration: nothing was begun',
  failed: 'the sweep itself failed, or does not reconcile',
});

const EXAMPLES = `
Examples:
  catalog-sweep sweep                        the example organisation, made here
  catalog-sweep sweep --mode report          only look: what would be updated
  catalog-sweep sweep --ou Workloads/Production --region eu-west-1
  catalog-sweep sweep --provisioned-product orders-db --retry-failed
  catalog-sweep sweep --accounts 200 --regions 2 --products 10 --seed 7 --reset
  catalog-sweep sweep --json > summary.json  one JSON document, progress beside it
  catalog-sweep sweep --on local --region eu-west-1 --log-bucket my-logs \\
    --work-bucket my-work                    AWS, with your own credentials

Ctrl-C stops in order: no new update starts, and what is under way is followed to
its end. A second Ctrl-C logs what is under way as STOPPED. Nothing is lost.
${EXIT_CODES}`;

/** The options that another mode of the same sweep does not repeat. */
const ONLY_THIS_TIME = ['--mode', '--json', '--exit-code', '--reset'];

/** `catalog-sweep sweep`: one sweep, with progress while it runs and a report at its end. */
export function sweepCommand(terminal: Terminal, open: OpenPlace, done: (exitCode: number) => void): Command {
  const command = new Command('sweep')
    .description('sweep an organisation: find what is behind, and update what is opted in')
    .addOption(new Option('--on <place>', 'where it runs').choices(['simulated', 'local']).default('simulated'))
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
    .optionsGroup('AWS, with --on local:')
    .option('--log-bucket <name>', 'the bucket of the logs')
    .option('--work-bucket <name>', 'the bucket for what belongs to a sweep under way')
    .option('--hub-region <region>', "the hub's Region (default: AWS_REGION)")
    .option('--config <file>', 'settings of sweeps, in YAML');
  withOrganisationOptions(command).addHelpText('after', EXAMPLES);
  return command.action(async (options: SweepOptions) => {
    const mode = options.mode ?? (options.on === 'simulated' ? 'update' : 'report');
    // Whatever can be refused is refused before anything is opened: what is open has to be closed again.
    const request = requestOf(options, mode);
    const { place, whereIs } = await open(whereaboutsOf(options, command, terminal), mode);
    const result = await runAndFollow(place, { request, terminal, on: options.on });
    const located = {
      ...result,
      summary: { ...result.summary, log: { ...result.summary.log, location: whereIs(result.summary.log.location) } },
    };
    terminal.out(
      options.json === true
        ? JSON.stringify(jsonSummary(located), null, 2)
        : renderReport(located, { ...terminal, call: callOf(options, command, terminal) }),
    );
    done(exitCodeOf(result, options.exitCode === true));
  });
}

async function runAndFollow(
  place: SweepPlace,
  {
    request,
    terminal,
    on,
  }: { readonly request: SweepRequest; readonly terminal: Terminal; readonly on: SweepOptions['on'] },
): Promise<SweepResult> {
  const display = new ProgressDisplay(terminal, on);
  const off = onInterruptions(terminal, { place, display });
  try {
    return await place.run(request, (progress) => display.show(progress));
  } finally {
    off();
    display.end();
    await place.close();
  }
}

/**
 * The first Ctrl-C lets what is under way come to its end, the second does not wait for it; nothing is lost either way. A third ends the process,
 * as it does where nobody listens.
 */
function onInterruptions(
  terminal: Terminal,
  { place, display }: { readonly place: SweepPlace; readonly display: ProgressDisplay },
): () => void {
  const noteFailure = (error: unknown) => display.note(`that did not work: ${(error as Error).message}`);
  let isStopping = false;
  const off = terminal.onInterrupt(() => {
    if (!isStopping) {
      isStopping = true;
      display.note(
        'stopping: no new update starts, and what is under way is followed to its end; Ctrl-C again does not wait for that',
      );
      place.stop().catch(noteFailure);
      return;
    }
    display.note('ending the sweep: what is under way goes on in AWS and is logged as STOPPED; nothing is lost');
    off();
    place.abort().catch(noteFailure);
  });
  return off;
}

function callOf(options: SweepOptions, command: Command, { program }: Terminal): Call {
  const given = givenOptions(command, ONLY_THIS_TIME);
  return {
    program,
    on: options.on,
    options: given,
    stateFolder: given.filter((option) => option.startsWith('--state-dir ')),
  };
}

function requestOf(options: SweepOptions, mode: 'report' | 'update'): SweepRequest {
  return {
    contractVersion: 1,
    trigger: 'request',
    mode,
    retryFailed: options.retryFailed === true,
    ...(options.account === undefined ? {} : { accounts: accountIds(options.account) }),
    ...(options.ou === undefined ? {} : { organizationalUnits: [...options.ou] }),
    ...(options.region === undefined ? {} : { regions: [...options.region] }),
    ...(options.product === undefined ? {} : { products: [...options.product] }),
    ...(options.provisionedProduct === undefined ? {} : { provisionedProducts: [...options.provisionedProduct] }),
    ...(options.maxUpdates === undefined ? {} : { maxUpdates: options.maxUpdates }),
  };
}

function accountIds(ids: readonly string[]): string[] {
  const wrong = ids.filter((id) => !/^\d{12}$/.test(id));
  if (wrong.length > 0) throw new UsageError(wrong.map((id) => `--account ${id}: an account id is 12 digits`));
  return [...ids];
}

const OPTIONS_OF_LOCAL = ['--log-bucket', '--work-bucket', '--hub-region', '--config'];

function whereaboutsOf(options: SweepOptions, command: Command, { directory }: Terminal): Whereabouts {
  const { on, logBucket, workBucket, config } = options;
  const misplaced = on === 'simulated' ? OPTIONS_OF_LOCAL : ORGANISATION_OPTIONS;
  const problems = misplaced
    .filter((flag) => isGiven(flag, command))
    .map((flag) => `${flag} is for --on ${on === 'simulated' ? 'local' : 'simulated'}`);
  if (on === 'simulated') {
    if (problems.length > 0) throw new UsageError(problems);
    return { on, options, directory };
  }
  if (logBucket === undefined) problems.push('--log-bucket is needed with --on local: where the logs go');
  if (workBucket === undefined) problems.push("--work-bucket is needed with --on local: a bucket of the hub's own");
  const region = options.hubRegion ?? process.env['AWS_REGION'] ?? process.env['AWS_DEFAULT_REGION'];
  if (region === undefined) problems.push("--hub-region or AWS_REGION is needed with --on local: the hub's Region");
  if (problems.length > 0 || logBucket === undefined || workBucket === undefined || region === undefined) {
    throw new UsageError(problems);
  }
  const regions = options.region ?? (config === undefined ? [region] : []);
  const configFile = config === undefined ? undefined : resolve(directory, config);
  return { on, options: { hubRegion: region, logBucket, workBucket, regions, configFile } };
}

function exitCodeOf({ summary }: SweepResult, wantsFailures: boolean): number {
  if (!summary.reconciled || summary.status === 'FAILED' || summary.status === 'TIMED_OUT') return EXIT.failed;
  const { UPDATE_FAILED: failed = 0, UPDATE_TIMED_OUT: timedOut = 0 } = summary.products.byOutcome;
  return wantsFailures && summary.targets.failed + failed + timedOut > 0 ? EXIT.failures : EXIT.ok;
}

function gather(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}
