import type { LogEntry, SweepSummary } from '@catalog-sweep/core';
import type { SweepResult } from '../../packages/cli/src/sweep-place.ts';

/** A sweep that found one outdated product, and updated it. */
export function aSweepResult(parts: Partial<SweepSummary> = {}): SweepResult {
  return {
    apiCalls: { 'sts:AssumeRole': 2, 'servicecatalog:UpdateProvisionedProduct': 1 },
    summary: {
      sweepId: '20261126T220000Z-1a2b3c4d',
      mode: 'update',
      status: 'COMPLETED',
      reason: null,
      startedAt: '2026-11-26 22:00:00.000',
      finishedAt: '2026-11-26 22:30:00.000',
      targets: { planned: 2, swept: 2, failed: 0, failures: [], notes: [] },
      products: { scanned: 1, outdated: 1, byOutcome: { UPDATED: 1 } },
      updates: [
        {
          account: '500000000011',
          region: 'eu-west-1',
          provisionedProductId: 'pp-1',
          name: 'orders-db',
          product: 'MySQL RDS',
          from: 'v1',
          to: 'v2',
          outcome: 'UPDATED',
          reason: null,
        },
      ],
      reconciled: true,
      problems: [],
      log: { location: 's3://logs/ServiceCatalogLogs/dt=2026-11-26/', entries: 1 },
      ...parts,
    },
  };
}

export function aLogEntry(parts: Partial<LogEntry> = {}): LogEntry {
  return {
    AutoUpdateProvisionedProduct: 'true',
    Errors: null,
    ProvisionedProductName: 'orders-db',
    AccountNo: '500000000011',
    ProductId: 'prod-1',
    LaunchedBy: 'arn:aws:iam::500000000011:role/Developer',
    ProductName: 'MySQL RDS',
    StackName: 'SC-500000000011-pp-1',
    LatestVersionName: 'v2',
    ScannedTime: '2026-11-26 22:00:00.000',
    ProvisionedVersion: 'pa-1',
    UpdateTimestamp: null,
    LatestVersionId: 'pa-2',
    UpdateStatus: null,
    ProvisionedProductId: 'pp-1',
    ProvisionedVersionName: 'v1',
    SweepId: '20261126T220000Z-1a2b3c4d',
    Wave: 'all',
    Mode: 'update',
    Region: 'eu-west-1',
    AccountName: 'shop-prod',
    OrganizationalUnit: 'Workloads/Production',
    Outcome: 'NEEDS_PARAMETERS',
    Reason: 'v2 needs a value for AdminRoleArn',
    RootCause: null,
    Outdated: true,
    VersionsBehind: 1,
    DaysBehind: 52,
    OptedInBy: 'spoke',
    ProvisionedProductStatus: 'AVAILABLE',
    ProductType: 'CFN_STACK',
    LaunchRoleArn: null,
    RecordId: null,
    UpdateStartedTime: null,
    ...parts,
  };
}
