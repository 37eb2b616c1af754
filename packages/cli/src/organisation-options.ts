import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { UsageError } from '@catalog-sweep/core';
import {
  GENERATED_REGIONS,
  generateOrganisation,
  readOrganisation,
  type Organisation,
} from '@catalog-sweep/simulated-org';
import { InvalidArgumentError, type Command } from 'commander';

/** The organisation that is met when none is named. */
const DEFAULT_ORGANISATION = fileURLToPath(new URL('../../../examples/organisation.yaml', import.meta.url));

/** Options that say which organisation is simulated, and where its state lies. */
export interface OrganisationOptions {
  readonly stateDir: string;
  readonly reset?: boolean;
  readonly organization?: string;
  readonly accounts?: number;
  readonly regions?: number;
  readonly products?: number;
  readonly seed?: number;
}

/** Their names, for commands that do not always take them. */
export const ORGANISATION_OPTIONS = [
  '--state-dir',
  '--reset',
  '--organization',
  '--accounts',
  '--regions',
  '--products',
  '--seed',
];

/** How large an organisation is when only a part of its size is given. */
const DEFAULT_SIZE = { accounts: 20, regions: 2, products: 5, seed: 1 };

/** An organisation is held in memory, and each provisioned product in it takes some kilobytes. */
const MOST_PROVISIONED_PRODUCTS = 200_000;

export function withOrganisationOptions(command: Command): Command {
  return command
    .optionsGroup('The simulated organisation:')
    .option('--state-dir <folder>', 'where its state and its buckets lie', '.catalog-sweep')
    .option('--reset', 'start the organisation over')
    .option('--organization <file>', 'a YAML file that describes it (default: the embedded example)')
    .option('--accounts <count>', 'make one up with so many accounts', wholeNumber({ from: 1, to: 10_000 }))
    .option('--regions <count>', 'so many Regions', wholeNumber({ from: 1, to: GENERATED_REGIONS.length }))
    .option(
      '--products <count>',
      'so many provisioned products per account and Region',
      wholeNumber({ from: 0, to: MOST_PROVISIONED_PRODUCTS }),
    )
    .option('--seed <number>', 'the same seed makes the same organisation', wholeNumber({ from: 0, to: 999_999_999 }));
}

/** Reads or makes the organisation. Throws UsageError when both are asked for, OrganisationFileError for a file that is wrong. */
export function organisationOf(options: OrganisationOptions, directory: string): Organisation {
  const { organization, accounts, regions, products, seed } = options;
  const given = Object.entries({ accounts, regions, products, seed }).filter(([, value]) => value !== undefined);
  if (given.length === 0) {
    return readOrganisation(organization === undefined ? DEFAULT_ORGANISATION : resolve(directory, organization));
  }
  if (organization !== undefined) {
    throw new UsageError([
      `--organization names a file, and --${given[0]?.[0]} makes an organisation up: take one of them`,
    ]);
  }
  const size = { ...DEFAULT_SIZE, ...Object.fromEntries(given) };
  const total = size.accounts * size.regions * size.products;
  if (total > MOST_PROVISIONED_PRODUCTS) {
    throw new UsageError([
      `--accounts ${size.accounts} --regions ${size.regions} --products ${size.products} makes ${total.toLocaleString('en-US')} provisioned products: ${MOST_PROVISIONED_PRODUCTS.toLocaleString('en-US')} is the most, so make one of them smaller`,
    ]);
  }
  return generateOrganisation(size);
}

/** Parses an option that takes a whole number between two. */
export function wholeNumber({ from, to }: { readonly from: number; readonly to: number }): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d{1,15}$/.test(text) && value >= from && value <= to) return value;
    throw new InvalidArgumentError(
      `It takes a whole number from ${from.toLocaleString('en-US')} to ${to.toLocaleString('en-US')}.`,
    );
  };
}
