import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { UsageError } from '@catalog-sweep/core';
import { generateOrganisation, readOrganisation, type Organisation } from '@catalog-sweep/simulated-org';
import { InvalidArgumentError, type Command } from 'commander';

/** The organisation that is met when none is named. */
const DEFAULT_ORGANISATION = fileURLToPath(new URL('../../../examples/organisation.yaml', import.meta.url));

/** Options that say which organisation is simulated, and where its state lies. */
export interface OrganisationOptions {
  readonly stateDir: string;
  readonly reset: boolean;
  readonly organization?: string;
  readonly accounts?: number;
  readonly regions?: number;
  readonly products?: number;
  readonly seed?: number;
}

/** How large an organisation is when only a part of its size is given. */
const DEFAULT_SIZE = { accounts: 20, regions: 2, products: 5, seed: 1 };

export function withOrganisationOptions(command: Command): Command {
  return command
    .optionsGroup('The simulated organisation:')
    .option('--state-dir <folder>', 'where its state and its buckets lie', '.catalog-sweep')
    .option('--reset', 'start the organisation over', false)
    .option('--organization <file>', 'a YAML file that describes it (default: the embedded example)')
    .option('--accounts <count>', 'make one up with so many accounts', wholeNumber)
    .option('--regions <count>', 'so many Regions', wholeNumber)
    .option('--products <count>', 'so many provisioned products per account and Region', wholeNumber)
    .option('--seed <number>', 'the same seed makes the same organisation', wholeNumber);
}

/** The names of these options, as the command line has them, that somebody gave. */
export function givenOrganisationOptions(command: Command): string[] {
  return ['stateDir', 'reset', 'organization', 'accounts', 'regions', 'products', 'seed']
    .filter((name) => command.getOptionValueSource(name) === 'cli')
    .map((name) => `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`);
}

/** Reads or makes the organisation. Throws UsageError when both are asked for, OrganisationFileError for a file that is wrong. */
export function organisationOf(options: OrganisationOptions, directory: string): Organisation {
  const { organization, accounts, regions, products, seed } = options;
  const size = Object.entries({ accounts, regions, products, seed }).filter(([, value]) => value !== undefined);
  if (organization !== undefined && size.length > 0) {
    throw new UsageError([
      `--organization names a file, and --${size[0]?.[0]} makes an organisation up; take one of them`,
    ]);
  }
  if (size.length > 0) return generateOrganisation({ ...DEFAULT_SIZE, ...Object.fromEntries(size) });
  return readOrganisation(organization === undefined ? DEFAULT_ORGANISATION : resolve(directory, organization));
}

/** Parses an option that takes a whole number, 0 or more. */
export function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('It takes a whole number, 0 or more.');
  return Number(text);
}
