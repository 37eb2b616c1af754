import { SweepRequest, UsageError } from '@catalog-sweep/core';
import type { Command } from 'commander';
import { FAULT_OPTIONS, type FaultOptions } from './fault-options.ts';
import { givenOptions, isGiven } from './given-options.ts';
import { ORGANISATION_OPTIONS, type OrganisationOptions } from './organisation-options.ts';
import { localOptionsOf } from './local-options.ts';
import { PLACES, type Place, type Whereabouts } from './places/open-place.ts';
import type { Call } from './render/next-command.ts';
import type { Terminal } from './terminal.ts';

/** What somebody typed after `catalog-sweep sweep`. */
export interface SweepOptions extends OrganisationOptions, FaultOptions {
  readonly on: Place;
  readonly wait?: boolean;
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

/** The options that not every place takes. */
const OPTIONS_OF: Readonly<Record<Place, readonly string[]>> = {
  simulated: [...ORGANISATION_OPTIONS, ...FAULT_OPTIONS],
  local: ['--log-bucket', '--work-bucket', '--hub-region', '--config'],
  hub: ['--hub-region', '--wait'],
};

/** Throws UsageError, with all problems, for options that are another place's. */
function refuseMisplaced(on: Place, command: Command): void {
  const flags = new Set(Object.values(OPTIONS_OF).flat());
  const misplaced = [...flags].filter((flag) => isGiven(flag, command) && !OPTIONS_OF[on].includes(flag));
  if (misplaced.length === 0) return;
  throw new UsageError(
    misplaced.map((flag) => {
      const places = PLACES.filter((place) => OPTIONS_OF[place].includes(flag));
      return `${flag} is for --on ${places.join(' or ')}`;
    }),
  );
}

/** Where it is to run. Throws UsageError, with all problems, for options that are missing, or that are another place's. */
export function whereaboutsOf(options: SweepOptions, command: Command, { directory }: Terminal): Whereabouts {
  const { on } = options;
  refuseMisplaced(on, command);
  switch (on) {
    case 'simulated':
      return { on, options, directory };
    case 'local':
      return { on, options: localOptionsOf(options, directory) };
    case 'hub':
      return { on, hubRegion: options.hubRegion };
  }
}

/** The options that another mode of the same sweep does not repeat. */
const ONLY_THIS_TIME = ['--mode', '--json', '--exit-code', '--reset', ...FAULT_OPTIONS];

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

/** For options that may be given several times. */
export function gather(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}
