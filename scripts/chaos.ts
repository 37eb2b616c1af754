import { parseArgs } from 'node:util';
import { HANDLER_NAMES } from '@catalog-sweep/core';
import {
  FAULT_PRESETS,
  FaultFileError,
  generateOrganisation,
  parseFaultPlan,
  readFaultPlan,
  type FaultPlan,
} from '@catalog-sweep/simulated-org';
import { sweepUnderFaults, type ChaosResult } from './chaos/chaotic-sweep.ts';

/* `pnpm chaos`: a sweep of a generated organisation while faults happen, held against what must hold however much goes wrong. */

const HELP = `Usage: pnpm chaos [options]

sweep a generated organisation while faults happen, and check what must hold all the same

Options:
  --targets <count>   accounts times Regions (default: 400)
  --products <count>  provisioned products in each (default: 10)
  --faults <plan>     light, heavy, a file, or the JSON of one (default: heavy)
  --seed <number>     the same seed makes the same organisation and faults (default: 1)
  --json              print one JSON document and nothing else
  --help              show this

Exit codes:
  0  everything held
  1  a line was lost, something was done twice, or an invariant did not hold
  2  wrong usage, or a fault file that is wrong`;

class Misuse extends Error {}

function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      targets: { type: 'string', default: '400' },
      products: { type: 'string', default: '10' },
      faults: { type: 'string', default: 'heavy' },
      seed: { type: 'string', default: '1' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
    return Promise.resolve(0);
  }
  const targets = wholeNumber('--targets', values.targets, { from: 1, to: 40_000 });
  const products = wholeNumber('--products', values.products, { from: 0, to: 1000 });
  const seed = wholeNumber('--seed', values.seed, { from: 0, to: 999_999_999 });
  return run({ targets, products, seed, plan: planOf(values.faults), name: values.faults, json: values.json });
}

function wholeNumber(
  option: string,
  text: string,
  { from, to }: { readonly from: number; readonly to: number },
): number {
  const value = Number(text);
  if (!/^\d{1,9}$/.test(text) || value < from || value > to) {
    throw new Misuse(`${option} ${text}: it takes a whole number from ${from} to ${to}`);
  }
  return value;
}

function planOf(name: string): FaultPlan {
  if (name.startsWith('{')) return parseFaultPlan(name, '--faults', HANDLER_NAMES);
  return FAULT_PRESETS[name] ?? readFaultPlan(name, HANDLER_NAMES);
}

async function run({
  targets,
  products,
  seed,
  plan,
  name,
  json,
}: {
  readonly targets: number;
  readonly products: number;
  readonly seed: number;
  readonly plan: FaultPlan;
  readonly name: string;
  readonly json: boolean;
}): Promise<number> {
  const regions = [4, 2, 1].find((count) => targets % count === 0) ?? 1;
  const organisation = generateOrganisation({ accounts: targets / regions, regions, products, seed });
  let shown = 0;
  const result = await sweepUnderFaults({
    organisation,
    plan,
    seed,
    onProgress: ({ phase, targetsDone, updatesEnded }) => {
      if (Date.now() - shown < 1000 || !process.stderr.isTTY) return;
      shown = Date.now();
      process.stderr.write(`\r${phase}: ${targetsDone} of ${targets} targets, ${updatesEnded} updates `.padEnd(78));
    },
  });
  if (process.stderr.isTTY) process.stderr.write(`\r${' '.repeat(78)}\r`);
  console.log(json ? JSON.stringify({ targets, seed, faults: name, ...result }, null, 2) : told(result));
  return holds(result) ? 0 : 1;
}

function holds({ lost, doubled, reconciled, invariants }: ChaosResult): boolean {
  return lost === 0 && doubled === 0 && reconciled && Object.values(invariants).every(Boolean);
}

function told({ faultsInjected, byFault, lost, doubled, invariants, problems, status }: ChaosResult): string {
  return [
    `${status}; ${faultsInjected} faults, ${lost} lines lost, ${doubled} doubled`,
    ...Object.entries(byFault).map(([kind, count]) => `  ${kind.padEnd(24)}${String(count).padStart(7)}`),
    ...Object.entries(invariants).map(([name, held]) => `${held ? 'held  ' : 'BROKEN'}  ${name}`),
    ...problems.slice(0, 40).map((problem) => `  ${problem}`),
  ].join('\n');
}

try {
  process.exitCode = await main();
} catch (error) {
  const isUsage =
    error instanceof Misuse ||
    error instanceof FaultFileError ||
    String((error as { readonly code?: unknown }).code).startsWith('ERR_PARSE_ARGS');
  if (!isUsage) throw error;
  for (const line of (error as Error).message.split('\n')) console.error(`error: ${line}`);
  process.exitCode = 2;
}
