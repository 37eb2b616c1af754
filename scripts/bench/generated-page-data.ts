import type { DashboardData, HistoryRow, ProductRow, State, SweepRow, TargetRow } from '@catalog-sweep/dashboard';
import { timestampOf, sweepIdAt } from '@catalog-sweep/core';

/** How much is generated. */
export interface PageSize {
  readonly accounts: number;
  readonly regions: number;
  /** In each target. */
  readonly products: number;
  readonly sweeps: number;
  readonly seed: number;
}

/** What the page is promised for: 40,000 provisioned products and a year of weekly sweeps. */
export const LARGE: PageSize = { accounts: 500, regions: 2, products: 40, sweeps: 52, seed: 1 };

const FIRST_SWEEP = Date.UTC(2026, 0, 2, 22);
const DAY = 24 * 60 * 60_000;
const REGIONS = ['eu-central-1', 'us-east-1', 'eu-west-1', 'us-west-2'];
const UNITS = [
  'Workloads/Production',
  'Workloads/Development',
  'Workloads/Staging',
  'Infrastructure',
  'Security',
  'Sandbox',
];
const TEAMS = [
  'payments',
  'orders',
  'search',
  'fraud',
  'ledger',
  'mobile',
  'web',
  'data',
  'risk',
  'claims',
  'identity',
  'support',
];
const STAGES = ['prod', 'dev', 'staging', 'test', 'sandbox'];
const KINDS = [
  'VPC baseline',
  'S3 bucket',
  'RDS database',
  'EKS cluster',
  'Lambda service',
  'Static site',
  'Data lake',
  'Queue',
  'Batch job',
  'Bastion',
  'Container service',
  'Budget alarm',
];
const CAUSES = [
  'Resource handler returned message: "Access denied for operation \'AWS::IAM::Role\'"',
  'Parameter validation failed: parameter value for parameter name InstanceType does not exist',
  'The stack is in UPDATE_ROLLBACK_FAILED state and can not be updated',
  'No launch path: the product is in no portfolio that is shared with the account',
  'Bucket already exists',
  'Subnet is in use by a network interface and cannot be deleted',
];

/** The same numbers for the same seed, between 0 and 1 (mulberry32). */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** What a page over an organisation of that size holds: most is up to date, some targets were not reached, and it got better over the sweeps. */
export function generatedPageData(size: PageSize): DashboardData {
  const next = chance(size.seed);
  const sweeps = generatedSweeps(size, next);
  const targets = generatedTargets(size, { sweeps, next });
  const products = targets.flatMap((target) => generatedProducts(target, { size, sweeps, next }));
  return {
    madeAt: FIRST_SWEEP + (size.sweeps - 1) * 7 * DAY + DAY / 2,
    partition: 'aws',
    sweeps,
    products,
    targets,
    history: generatedHistory(products, { sweeps, next }),
    lag: sweeps.flatMap(({ sweepId }, index) =>
      [0, 7, 14, 30, 60, 90].map((maxDays, step) => {
        const optedIn = Math.round(products.length * 0.8);
        const share = Math.min(1, 0.7 + 0.15 * ((index + 1) / sweeps.length) + step * 0.025 + next() * 0.01);
        return { sweepId, maxDays, optedIn, within: Math.round(optedIn * share) };
      }),
    ),
    warnings: [],
  };
}

interface Making {
  readonly sweeps: readonly SweepRow[];
  readonly next: () => number;
}

function generatedSweeps({ sweeps, accounts, regions, products }: PageSize, next: () => number): readonly SweepRow[] {
  return Array.from({ length: sweeps }, (_, index) => {
    const start = FIRST_SWEEP + index * 7 * DAY;
    return {
      sweepId: sweepIdAt(start, String(index)),
      mode: 'update',
      status: 'COMPLETED',
      reason: '',
      whole: true,
      started: timestampOf(start),
      minutes: 40 + Math.floor(next() * 30),
      targetsPlanned: accounts * regions,
      targetsFailed: Math.floor(next() * 6),
      scanned: accounts * regions * products,
      updated: Math.floor(next() * 2000),
      reconciled: true,
    };
  });
}

function generatedTargets({ accounts, regions }: PageSize, { sweeps, next }: Making): readonly TargetRow[] {
  const newest = sweeps.at(-1);
  return Array.from({ length: accounts }, (_, index) => ({
    account: String(100_000_000_000 + Math.floor(next() * 899_999_999_999)),
    accountName: `${pick(TEAMS, next)}-${STAGES[index % STAGES.length]}-${index + 1}`,
    organizationalUnit: pick(UNITS, next),
  })).flatMap((account) =>
    REGIONS.slice(0, regions).map((region) => {
      const swept = next() > 0.012;
      const since = Math.min(sweeps.length, 1 + Math.floor(next() * 6));
      return {
        ...account,
        region,
        swept,
        error: swept ? '' : 'ROLE_NOT_ASSUMABLE',
        reason: swept ? '' : 'the spoke role cannot be assumed: deploy it, or take the account out of the sweep',
        failingSince: swept ? '' : (sweeps.at(-since)?.started ?? ''),
        failedSweeps: swept ? 0 : since,
        lastSwept: (swept ? newest?.started : sweeps.at(-since - 1)?.started) ?? '',
      };
    }),
  );
}

function generatedProducts(
  target: TargetRow,
  { size, sweeps, next }: Making & { readonly size: PageSize },
): readonly ProductRow[] {
  const { account, accountName, organizationalUnit, region } = target;
  return Array.from({ length: size.products }, (_, index) => {
    const kind = Math.floor(next() * KINDS.length);
    const state = target.swept ? stateBy(next()) : 'UNREACHABLE';
    const behind = state === 'CURRENT' ? 0 : 1 + Math.floor(next() * 3);
    const latest = 4 + (kind % 5);
    const cause = state === 'FAILED' ? pick(CAUSES, next) : '';
    const product = KINDS[kind] ?? '';
    return {
      account,
      accountName,
      organizationalUnit,
      region,
      id: `pp-${word(next, 13)}`,
      name: `${product.toLowerCase().replaceAll(' ', '-')}-${index + 1}`,
      productId: `prod-${(kind + 10).toString(36).repeat(13)}`,
      product,
      owner: `arn:aws:sts::${account}:assumed-role/Developer/${accountName}-${1 + Math.floor(next() * 4)}`,
      state,
      outcome: OUTCOMES[state],
      reason: cause === '' ? REASONS[state] : `${cause} (request ${word(next, 8)})`,
      rootCause: cause,
      version: `v${latest - behind}.0`,
      latestVersion: `v${latest}.0`,
      daysBehind: behind === 0 ? 0 : Math.floor(next() * 120) + 1,
      optedIn: next() < 0.8,
      sweepId: sweeps.at(-1)?.sweepId ?? '',
      lastSeen: sweeps.at(-1)?.started ?? '',
    };
  });
}

const OUTCOMES: Readonly<Record<State, string>> = {
  CURRENT: 'UP_TO_DATE',
  OUTDATED: 'SKIPPED',
  FAILED: 'UPDATE_FAILED',
  UNREACHABLE: 'UP_TO_DATE',
  UNKNOWN: 'SKIPPED',
};

const REASONS: Readonly<Record<State, string>> = {
  CURRENT: '',
  OUTDATED: 'the owner has not opted in',
  FAILED: '',
  UNREACHABLE: '',
  UNKNOWN: 'its product is not visible to the sweep',
};

function stateBy(chance: number): State {
  if (chance < 0.9) return 'CURRENT';
  if (chance < 0.97) return 'OUTDATED';
  return chance < 0.995 ? 'FAILED' : 'UNKNOWN';
}

/** What is up to date now became so at some sweep; every kind of product had some setbacks on the way. */
function generatedHistory(products: readonly ProductRow[], { sweeps, next }: Making): readonly HistoryRow[] {
  const groups = Map.groupBy(products, ({ account, region, productId }) => `${account}/${region}/${productId}`);
  const rows: HistoryRow[] = [];
  for (const { sweepId } of sweeps) {
    const progress = (rows.length + 1) / (groups.size * sweeps.length * 0.1 + 1);
    for (const [first, ...others] of groups.values()) {
      if (first === undefined || (sweepId !== sweeps[0]?.sweepId && next() > 0.1)) continue;
      const { account, region, productId } = first;
      const all = others.length + 1;
      const failed = next() < 0.05 ? 1 : 0;
      const current = next() < 0.72 + 0.2 * Math.min(1, progress) ? all - failed : Math.max(0, all - 1 - failed);
      rows.push({ account, region, productId, sweepId, provisionedProducts: all, current, failed });
    }
  }
  return rows;
}

function pick<T>(values: readonly [T, ...T[]] | readonly T[], next: () => number): T {
  const value = values[Math.floor(next() * values.length)];
  if (value === undefined) throw new Error('there is nothing to pick from');
  return value;
}

function word(next: () => number, length: number): string {
  return Array.from({ length }, () => Math.floor(next() * 36).toString(36)).join('');
}
