import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { STAGE_NAMES, type StageName } from '@catalog-sweep/core';
import { parse } from 'yaml';

/** Where the state machine is written down. */
export const STATE_MACHINE_FILE = fileURLToPath(new URL('sweep.asl.yaml', import.meta.url));

/**
 * The state machine of a sweep as Step Functions takes it, with the functions' names or ARNs filled in. Throws an Error when the file has a
 * `${…}` that nobody fills in.
 */
export function stateMachineDefinition({
  partition,
  functions,
}: {
  readonly partition: string;
  readonly functions: Readonly<Record<StageName, string>>;
}): unknown {
  const values = new Map<string, string>([['Partition', partition], ...Object.entries(functions)]);
  const text = readFileSync(STATE_MACHINE_FILE, 'utf8').replace(/\$\{([\w-]+)\}/g, (_, name: string) => {
    const value = values.get(name);
    if (value === undefined) throw new Error(`nothing fills in \${${name}} of the state machine`);
    return value;
  });
  return parse(text);
}

/** The functions by the names of their stages, as the sweep calls them when it runs in this process. */
export const FUNCTIONS_IN_PROCESS: Readonly<Record<StageName, string>> = Object.fromEntries(
  STAGE_NAMES.map((name) => [name, name]),
) as Record<StageName, string>;
