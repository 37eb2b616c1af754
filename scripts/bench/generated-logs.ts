import { once } from 'node:events';
import { createWriteStream, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  dayOf,
  logKeys,
  sweepIdAt,
  timestampOf,
  type LogEntry,
  type Outcome,
  type SweepEntry,
  type TargetEntry,
} from '@catalog-sweep/core';

/** How much is generated. */
export interface LogSize {
  readonly sweeps: number;
  readonly accounts: number;
  readonly regions: number;
  /** In each target. */
  readonly products: number;
  readonly seed: number;
}

const FIRST_SWEEP = Date.UTC(2026, 0, 1, 22);
const WEEK = 7 * 24 * 60 * 60_000;
const REGIONS = ['eu-central-1', 'eu-west-1', 'us-east-1', 'us-west-2'];
const UNITS = ['Workloads/Production', 'Workloads/Development', 'Infrastructure', 'Sandbox'];

/** Of a hundred provisioned products, so many have each outcome; all others are up to date. */
const OUTCOMES: readonly (readonly [Outcome, number])[] = [
  ['UPDATED', 6],
  ['NOT_OPTED_IN', 5],
  ['UPDATE_FAILED', 2],
  ['HELD', 2],
  ['NEEDS_PARAMETERS', 1],
];

/** Writes logs as sweeps of a large organisation leave them, and says how many lines of provisioned products they have. */
export async function generateLogs(folder: string, size: LogSize): Promise<number> {
  for (let week = 0; week < size.sweeps; week += 1) await generateSweep(folder, { size, week });
  return size.sweeps * size.accounts * size.regions * size.products;
}

interface Sweep {
  readonly sweepId: string;
  readonly startedAt: number;
}

async function generateSweep(
  folder: string,
  { size, week }: { readonly size: LogSize; readonly week: number },
): Promise<void> {
  const startedAt = FIRST_SWEEP + week * WEEK;
  const sweep = { startedAt, sweepId: sweepIdAt(startedAt, String(size.seed)) };
  const day = dayOf(startedAt);
  const products = fileAt(folder, logKeys.products('ServiceCatalogLogs', day, sweep.sweepId, 'all'));
  const targets = fileAt(folder, logKeys.targets(day, sweep.sweepId, 'all'));
  for (let number = 0; number < size.accounts * size.regions; number += 1) {
    const target = targetAt(number, size);
    targets.write(`${JSON.stringify(targetEntry(target, sweep, size))}\n`);
    const lines = Array.from({ length: size.products }, (_, product) =>
      JSON.stringify(productEntry(target, { sweep, week, product, seed: size.seed })),
    );
    if (!products.write(`${lines.join('\n')}\n`)) await once(products, 'drain');
  }
  await Promise.all([products, targets].map((stream) => once(stream.end(), 'close')));
  const key = join(folder, logKeys.sweep(day, sweep.sweepId));
  mkdirSync(dirname(key), { recursive: true });
  writeFileSync(key, `${JSON.stringify(sweepEntry(sweep, size))}\n`);
}

function fileAt(folder: string, key: string) {
  const file = join(folder, key);
  mkdirSync(dirname(file), { recursive: true });
  return createWriteStream(file);
}

type Target = Pick<TargetEntry, 'AccountNo' | 'AccountName' | 'OrganizationalUnit' | 'Region'>;

function targetAt(number: number, { regions }: LogSize): Target {
  const account = Math.floor(number / regions);
  return {
    AccountNo: String(500_000_000_000 + account),
    AccountName: `account-${account}`,
    OrganizationalUnit: UNITS[account % UNITS.length] ?? '',
    Region: REGIONS[number % regions] ?? '',
  };
}

/** A whole number below `below` that follows from what it is about. */
function chance(about: readonly number[], below: number): number {
  const hash = about.reduce((sum, number) => Math.imul(sum ^ number, 0x01_00_01_93), 0x81_1c_9d_c5);
  return (Math.imul(hash ^ (hash >>> 15), 0x2c_1b_3c_6d) >>> 0) % below;
}

function outcomeOf(about: readonly number[]): Outcome {
  let left = chance(about, 100);
  for (const [outcome, share] of OUTCOMES) {
    if (left < share) return outcome;
    left -= share;
  }
  return 'UP_TO_DATE';
}

function productEntry(
  target: Target,
  {
    sweep,
    week,
    product,
    seed,
  }: { readonly sweep: Sweep; readonly week: number; readonly product: number; readonly seed: number },
): LogEntry {
  const own = [seed, Number(target.AccountNo), REGIONS.indexOf(target.Region), product];
  const outcome = outcomeOf([...own, week]);
  const outdated = outcome !== 'UP_TO_DATE';
  const failed = outcome === 'UPDATE_FAILED' || outcome === 'HELD';
  const kind = chance(own, 40);
  const at = timestampOf(sweep.startedAt + chance([...own, week, 1], 1_800_000));
  const cause = `Resource (AWS::RDS::DBInstance): cause ${chance([...own, week, 2], 12)} of the failure`;
  return {
    AutoUpdateProvisionedProduct: 'true',
    Errors: outcome === 'UPDATE_FAILED' ? cause : null,
    ProvisionedProductName: `product-${product}-of-${target.AccountName}`,
    AccountNo: target.AccountNo,
    ProductId: `prod-${String(kind).padStart(13, '0')}`,
    LaunchedBy: `arn:aws:iam::${target.AccountNo}:role/Developer`,
    ProductName: `Product ${kind}`,
    StackName: `SC-${target.AccountNo}-pp-${product}`,
    LatestVersionName: `1.${week}.0`,
    ScannedTime: at,
    ProvisionedVersion: `pa-${kind}-${outdated ? week - 1 : week}`,
    UpdateTimestamp: outcome === 'UPDATED' ? at : null,
    LatestVersionId: `pa-${kind}-${week}`,
    UpdateStatus: null,
    ProvisionedProductId: `pp-${own.map((part) => part.toString(36)).join('')}`,
    ProvisionedVersionName: `1.${outdated ? week - 1 : week}.0`,
    SweepId: sweep.sweepId,
    Wave: 'all',
    Mode: 'update',
    Region: target.Region,
    AccountName: target.AccountName,
    OrganizationalUnit: target.OrganizationalUnit,
    Outcome: outcome,
    Reason: outdated ? `it is as it is because of ${outcome}` : null,
    RootCause: failed ? cause : null,
    Outdated: outdated,
    VersionsBehind: outdated ? 1 : 0,
    DaysBehind: outdated ? chance([...own, week, 3], 120) : null,
    OptedInBy: outcome === 'NOT_OPTED_IN' ? null : 'spoke',
    ProvisionedProductStatus: 'AVAILABLE',
    ProductType: 'CFN_STACK',
    LaunchRoleArn: null,
    RecordId: null,
    UpdateStartedTime: null,
  };
}

function targetEntry(target: Target, { sweepId }: Sweep, { products }: LogSize): TargetEntry {
  return {
    SweepId: sweepId,
    Wave: 'all',
    ...target,
    Swept: true,
    Whole: true,
    Error: null,
    Reason: null,
    Notes: null,
    Scanned: products,
    Outdated: 0,
    Updated: 0,
    Failed: 0,
  };
}

function sweepEntry({ sweepId, startedAt }: Sweep, { accounts, regions, products }: LogSize): SweepEntry {
  return {
    SweepId: sweepId,
    Mode: 'update',
    Status: 'COMPLETED',
    Reason: null,
    Whole: true,
    StartedTime: timestampOf(startedAt),
    FinishedTime: timestampOf(startedAt + 3_600_000),
    TargetsPlanned: accounts * regions,
    TargetsSwept: accounts * regions,
    TargetsFailed: 0,
    Scanned: accounts * regions * products,
    Outdated: 0,
    ByOutcome: {},
    Reconciled: true,
  };
}
