import type { DashboardData, HistoryRow, ProductRow, SweepRow, TargetRow } from '@catalog-sweep/dashboard';

/** A provisioned product that is up to date, but for what is told. */
export function aProduct(told: Partial<ProductRow> = {}): ProductRow {
  return {
    account: '111111111111',
    accountName: 'payments-prod',
    organizationalUnit: 'Workloads',
    region: 'eu-central-1',
    id: 'pp-aaaaaaaaaaaaa',
    name: 'vpc-1',
    productId: 'prod-vpc',
    product: 'VPC baseline',
    owner: 'arn:aws:iam::111111111111:role/Developer',
    state: 'CURRENT',
    outcome: 'UP_TO_DATE',
    reason: '',
    rootCause: '',
    version: 'v2',
    latestVersion: 'v2',
    daysBehind: 0,
    optedIn: true,
    sweepId: '20261113T220000Z-00000002',
    lastSeen: '2026-11-13 22:10:00.000',
    ...told,
  };
}

/** A target that was swept, but for what is told. */
export function aTarget(told: Partial<TargetRow> = {}): TargetRow {
  return {
    account: '111111111111',
    accountName: 'payments-prod',
    organizationalUnit: 'Workloads',
    region: 'eu-central-1',
    swept: true,
    error: '',
    reason: '',
    failingSince: '',
    failedSweeps: 0,
    lastSwept: '2026-11-13 22:00:00.000',
    ...told,
  };
}

export function aSweep(told: Partial<SweepRow> = {}): SweepRow {
  return {
    sweepId: '20261113T220000Z-00000002',
    mode: 'update',
    status: 'COMPLETED',
    reason: '',
    whole: true,
    started: '2026-11-13 22:00:00.000',
    minutes: 12,
    targetsPlanned: 3,
    targetsFailed: 1,
    scanned: 4,
    updated: 1,
    reconciled: true,
    ...told,
  };
}

function aHistoryRow(told: Partial<HistoryRow> = {}): HistoryRow {
  return {
    account: '111111111111',
    region: 'eu-central-1',
    productId: 'prod-vpc',
    sweepId: '20261113T220000Z-00000002',
    provisionedProducts: 1,
    current: 1,
    failed: 0,
    ...told,
  };
}

const EARLIER = { sweepId: '20261106T220000Z-00000001', started: '2026-11-06 22:00:00.000' };

/** Two whole sweeps over two OUs: one provisioned product in each state, of which one failed and one was mended by the newer sweep. */
export function aDashboard(told: Partial<DashboardData> = {}): DashboardData {
  const orders = { account: '222222222222', accountName: 'orders-dev', organizationalUnit: 'Sandbox' };
  const closed = { account: '333333333333', accountName: 'closed', organizationalUnit: 'Sandbox' };
  return {
    madeAt: Date.UTC(2026, 10, 14, 8),
    partition: 'aws',
    sweeps: [aSweep({ ...EARLIER, targetsFailed: 0 }), aSweep()],
    products: [
      aProduct(),
      aProduct({
        ...orders,
        id: 'pp-bbbbbbbbbbbbb',
        name: 'bucket-1',
        productId: 'prod-bucket',
        product: 'S3 bucket',
        state: 'OUTDATED',
        outcome: 'SKIPPED',
        reason: 'the owner has not opted in',
        version: 'v1',
        daysBehind: 9,
      }),
      aProduct({
        ...orders,
        id: 'pp-ccccccccccccc',
        name: 'vpc-2',
        state: 'FAILED',
        outcome: 'UPDATE_FAILED',
        reason: 'Bucket already exists (request 1)',
        rootCause: 'Bucket already exists',
        version: 'v1',
        daysBehind: 30,
      }),
      aProduct({ ...closed, id: 'pp-ddddddddddddd', name: 'vpc-3', state: 'UNREACHABLE' }),
    ],
    targets: [
      aTarget(),
      aTarget(orders),
      aTarget({
        ...closed,
        swept: false,
        error: 'ROLE_NOT_ASSUMABLE',
        reason: 'the role cannot be assumed',
        failingSince: '2026-11-13 22:00:00.000',
        failedSweeps: 1,
        lastSwept: '2026-11-06 22:00:00.000',
      }),
    ],
    history: [
      aHistoryRow({ sweepId: EARLIER.sweepId, current: 0 }),
      aHistoryRow({ sweepId: EARLIER.sweepId, account: orders.account }),
      aHistoryRow({ sweepId: EARLIER.sweepId, account: orders.account, productId: 'prod-bucket', current: 0 }),
      aHistoryRow({ sweepId: EARLIER.sweepId, account: closed.account }),
      aHistoryRow(),
      aHistoryRow({ account: orders.account, current: 0, failed: 1 }),
    ],
    lag: [
      { sweepId: EARLIER.sweepId, maxDays: 30, optedIn: 4, within: 3 },
      { sweepId: '20261113T220000Z-00000002', maxDays: 30, optedIn: 4, within: 4 },
    ],
    warnings: [],
    ...told,
  };
}

/** What a log may hold of those who would like to be more than text. */
export const HOSTILE = [
  '</script><script>window.broken = true</script>',
  '"><img src=x onerror="window.broken=true">',
  "'); alert(1); //",
  '$& $1 $` %POLICY%',
  '\u202Egnp.exe مرحبا',
  '👩‍👩‍👧 e\u0301 \u0000 \uD800',
  'two\nlines\ttabbed',
  '=cmd|calc!A1',
  '__proto__',
] as const;
