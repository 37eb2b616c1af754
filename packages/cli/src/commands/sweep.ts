import { resolve } from 'node:path';
import { UsageError, type SweepRequest } from '@catalog-sweep/core';
import { Command, Option } from 'commander';
import { EXIT, EXIT_CODES_HELP } from '../exit-codes.ts';
import {
  givenOrganisationOptions,
  wholeNumber,
  withOrganisationOptions,
  type OrganisationOptions,
} from '../organisation-options.ts';
import type { OpenPlace, Whereabouts } from '../places/open-place.ts';
import { jsonSummary } from '../render/json-summary.ts';
import { renderReport } from '../render/report.ts';
import { ProgressDisplay } from '../progress-display.ts';
import type { SweepPlace, SweepResult } from '../sweep-place.ts';
import type { Terminal } from '../terminal.ts';

interface SweepOptions extends OrganisationOptions {
  readonly on: 'simulated' | 'local';
  readonly mode?: 'report' | 'update';
  readonly json: boolean;
  readonly exitCode: boolean;
  readonly account?: readonly string[];
  readonly ou?: readonly string[];
  readonly region?: readonly string[];
  readonly product?: readonly string[];
  readonly provisionedProduct?: readonly string[];
  readonly retryFailed: boolean;
  readonly maxUpdates?: number;
  readonly logBucket?: string;
  readonly workBucket?: string;
  readonly hubRegion?: string;
  readonly config?: string;
}

const EXAMPLES = `
Examples:
  catalog-sweep sweep                               sweep the example organisation on this machine
  catalog-sweep sweep --mode report                 only look: what would be updated
  catalog-sweep sweep --ou Workloads/Production --region eu-west-1
  catalog-sweep sweep --accounts 200 --regions 2 --products 10 --seed 7
  catalog-sweep sweep --json > summary.json         one JSON document, progress beside it
  catalog-sweep sweep --on local --region eu-west-1 --log-bucket logs --work-bucket work
${EXIT_CODES_HELP}`;

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
    .option('--json', 'print one JSON document and nothing else', false)
    .option('--exit-code', 'exit with 1 when a target or an update failed', false)
    .optionsGroup('Narrow the sweep (each may be given several times):')
    .option('--account <id>', 'an account', gather)
    .option('--ou <id or path>', 'an organizational unit and those below it', gather)
    .option('--region <region>', 'a Region', gather)
    .option('--product <id or name>', "a product of the hub's catalogue", gather)
    .option('--provisioned-product <id or name>', 'a provisioned product', gather)
    .option('--retry-failed', 'try again what failed before', false)
    .option('--max-updates <count>', 'update at most so many', wholeNumber)
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
    const result = await runAndFollow(place, { request, terminal });
    const located = {
      ...result,
      summary: { ...result.summary, log: { ...result.summary.log, location: whereIs(result.summary.log.location) } },
    };
    terminal.out(
      options.json
        ? JSON.stringify(jsonSummary(located), null, 2)
        : renderReport(located, { ...terminal, on: options.on }),
    );
    done(exitCodeOf(result, options.exitCode));
  });
}

async function runAndFollow(
  place: SweepPlace,
  { request, terminal }: { readonly request: SweepRequest; readonly terminal: Terminal },
): Promise<SweepResult> {
  const display = new ProgressDisplay(terminal);
  const off = terminal.onInterrupt(interruptions(place, display));
  try {
    return await place.run(request, (progress) => display.show(progress));
  } finally {
    off();
    display.end();
    await place.close();
  }
}

/** The first Ctrl-C lets what is under way come to its end, the second does not wait for it. Nothing is lost either way. */
function interruptions(place: SweepPlace, display: ProgressDisplay): () => void {
  let count = 0;
  return () => {
    count += 1;
    if (count === 1) {
      display.note(
        'stopping: no new update starts, and what is under way is followed to its end; Ctrl-C again ends the sweep at once',
      );
      void place.stop();
    } else if (count === 2) {
      display.note('ending the sweep: what is under way goes on in AWS and is logged as STOPPED; nothing is lost');
      void place.abort();
    }
  };
}

function requestOf(options: SweepOptions, mode: 'report' | 'update'): SweepRequest {
  return {
    contractVersion: 1,
    trigger: 'request',
    mode,
    retryFailed: options.retryFailed,
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

function whereaboutsOf(options: SweepOptions, command: Command, { directory }: Terminal): Whereabouts {
  const { on, logBucket, workBucket, hubRegion, config } = options;
  if (on === 'simulated') {
    const misplaced = Object.entries({
      '--log-bucket': logBucket,
      '--work-bucket': workBucket,
      '--hub-region': hubRegion,
      '--config': config,
    });
    const given = misplaced.filter(([, value]) => value !== undefined).map(([name]) => `${name} is for --on local`);
    if (given.length > 0) throw new UsageError(given);
    return { on, options, directory };
  }
  const problems = givenOrganisationOptions(command).map((name) => `${name} is for --on simulated`);
  if (logBucket === undefined) problems.push('--log-bucket is needed with --on local: where the logs go');
  if (workBucket === undefined) problems.push("--work-bucket is needed with --on local: a bucket of the hub's own");
  const region = hubRegion ?? process.env['AWS_REGION'] ?? process.env['AWS_DEFAULT_REGION'];
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
