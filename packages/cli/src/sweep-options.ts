import { resolve } from 'node:path';
import { SweepRequest, UsageError } from '@catalog-sweep/core';
import type { Command } from 'commander';
import { givenOptions, isGiven } from './given-options.ts';
import { ORGANISATION_OPTIONS, type OrganisationOptions } from './organisation-options.ts';
import type { Whereabouts } from './places/open-place.ts';
import type { Call } from './render/next-command.ts';
import type { Terminal } from './terminal.ts';

/** What somebody typed after `catalog-sweep sweep`. */
export interface SweepOptions extends OrganisationOptions {
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

/** Where the fields of a request come from. */
const OPTION_OF_FIELD: Readonly<Record<string, string>> = {
  accounts: '--account',
  organizationalUnits: '--ou',
  regions: '--region',
  products: '--product',
  provisionedProducts: '--provisioned-product',
} satisfies Partial<Record<keyof SweepRequest, string>>;

/** What the sweep is asked to do. Throws UsageError when a sweep would not take it. */
export function requestOf(options: SweepOptions, mode: SweepRequest['mode']): SweepRequest {
  const request = {
    contractVersion: 1,
    trigger: 'request',
    mode,
    retryFailed: options.retryFailed === true,
    fix: false,
    accounts: options.account,
    organizationalUnits: options.ou,
    regions: options.region,
    products: options.product,
    provisionedProducts: options.provisionedProduct,
    maxUpdates: options.maxUpdates,
  };
  const given = Object.fromEntries(Object.entries(request).filter(([, value]) => value !== undefined));
  const { success, data, error } = SweepRequest.safeParse(given, { reportInput: true });
  if (success) return data;
  throw new UsageError(
    error.issues.map(
      ({ path: [field], input, message }) => `${OPTION_OF_FIELD[String(field)]} ${String(input)}: ${message}`,
    ),
  );
}

const OPTIONS_OF_LOCAL = ['--log-bucket', '--work-bucket', '--hub-region', '--config'];

/** Where it is to run. Throws UsageError, with all problems, for options that are missing, or that are another place's. */
export function whereaboutsOf(options: SweepOptions, command: Command, { directory }: Terminal): Whereabouts {
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

/** The options that another mode of the same sweep does not repeat. */
const ONLY_THIS_TIME = ['--mode', '--json', '--exit-code', '--reset'];

/** How the next command has to name the same organisation. */
export function callOf(options: SweepOptions, command: Command, { program }: Terminal): Call {
  const given = givenOptions(command, ONLY_THIS_TIME);
  return {
    program,
    on: options.on,
    options: given,
    stateFolder: given.filter((option) => option.startsWith('--state-dir ')),
  };
}
