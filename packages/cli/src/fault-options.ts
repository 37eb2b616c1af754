import { resolve } from 'node:path';
import { HANDLER_NAMES } from '@catalog-sweep/core';
import { FAULT_PRESETS, FaultInjector, readFaultPlan } from '@catalog-sweep/simulated-org';
import type { Command } from 'commander';
import { wholeNumber } from './organisation-options.ts';

/** Options that say what goes wrong in a simulated organisation. */
export interface FaultOptions {
  readonly faults?: string;
  readonly faultSeed?: number;
}

/** Their names, for commands that do not always take them. */
export const FAULT_OPTIONS = ['--faults', '--fault-seed'];

export function withFaultOptions(command: Command): Command {
  return command
    .optionsGroup('What goes wrong in it (docs/faults.md):')
    .option('--faults <plan>', `${Object.keys(FAULT_PRESETS).join(', ')}, or a YAML file`)
    .option(
      '--fault-seed <number>',
      'the same seed makes the same faults (default: 1)',
      wholeNumber({ from: 0, to: 999_999_999 }),
    );
}

/** What makes the faults happen; undefined when none are asked for. Throws FaultFileError for a file that is wrong. */
export function faultInjectorOf({ faults, faultSeed = 1 }: FaultOptions, directory: string): FaultInjector | undefined {
  if (faults === undefined) return undefined;
  return new FaultInjector(
    FAULT_PRESETS[faults] ?? readFaultPlan(resolve(directory, faults), HANDLER_NAMES),
    faultSeed,
  );
}
