import type {
  Intent,
  LogEntry,
  PlannedUpdate,
  ScanPart,
  ScannedProduct,
  Sweep,
  Target,
  UpdateEnd,
} from '@catalog-sweep/core';
import { SweepConfiguration } from '@catalog-sweep/core';
import type { ProvisionedProduct } from '../../packages/core/src/aws/provisioned-products.ts';
import type { ProvisioningRecord } from '../../packages/core/src/aws/records.ts';

/* Values of the contract that are whole, so that a test names only what it is about. */

export const SWEEP_ID = '20261126T220000Z-1a2b3c4d';

/** 2026-11-26 22:00:00 UTC. */
export const SWEEP_START = 1_795_730_400_000;

export function aTarget(parts: Partial<Target> = {}): Target {
  return {
    account: '111122223333',
    accountName: 'Shop',
    region: 'eu-west-1',
    organizationalUnit: 'Root/Workloads',
    organizationalUnitIds: ['r-ab12', 'ou-ab12-11111111'],
    accountState: 'ACTIVE',
    ...parts,
  };
}

export function aSweep(
  parts: Partial<Omit<Sweep, 'configuration'>> & { configuration?: Partial<SweepConfiguration> } = {},
): Sweep {
  const { configuration, ...rest } = parts;
  return {
    contractVersion: 1,
    sweepId: SWEEP_ID,
    startedAt: SWEEP_START,
    request: { contractVersion: 1, trigger: 'request', mode: 'update', retryFailed: false, fix: false },
    hub: { account: '999999999999', partition: 'aws', organizationId: 'o-example123' },
    waves: [{ name: 'rest', targets: 1 }],
    ...rest,
    configuration: {
      ...SweepConfiguration.parse({ logS3Bucket: 'logs', targets: { regions: ['eu-west-1'] } }),
      ...configuration,
    },
  };
}

export function aPlannedUpdate(parts: Partial<PlannedUpdate> = {}): PlannedUpdate {
  return {
    account: '111122223333',
    region: 'eu-west-1',
    provisionedProductId: 'pp-1',
    provisionedProductName: 'orders-db',
    productId: 'prod-mysql',
    productName: 'MySQL-RDS',
    from: { id: 'pa-1', name: 'v1' },
    to: { id: 'pa-2', name: 'v2' },
    pathId: 'lpv2-path',
    keepParameters: ['Size'],
    lastRecordId: 'rec-1',
    updateToken: 'token-1',
    stackId: 'arn:aws:cloudformation:eu-west-1:111122223333:stack/SC-111122223333-pp-1/abc',
    ...parts,
  };
}

export function anIntent(parts: Partial<Intent> = {}): Intent {
  return { writtenAt: SWEEP_START, update: aPlannedUpdate(), ...parts };
}

export function anUpdateEnd(parts: Partial<UpdateEnd> = {}): UpdateEnd {
  return {
    outcome: 'UPDATED',
    reason: 'updated from v1 to v2',
    errors: null,
    recordId: 'rec-2',
    recordStatus: 'SUCCEEDED',
    provisionedProductStatus: 'AVAILABLE',
    launchRoleArn: 'arn:aws:iam::111122223333:role/Launch',
    startedAt: SWEEP_START + 60_000,
    endedAt: SWEEP_START + 120_000,
    ...parts,
  };
}

export function aLogEntry(parts: Partial<LogEntry> = {}): LogEntry {
  return {
    AutoUpdateProvisionedProduct: 'true',
    Errors: null,
    ProvisionedProductName: 'orders-db',
    AccountNo: '111122223333',
    ProductId: 'prod-mysql',
    LaunchedBy: 'arn:aws:iam::111122223333:role/Developer',
    ProductName: 'MySQL-RDS',
    StackName: 'SC-111122223333-pp-1',
    LatestVersionName: 'v2',
    ScannedTime: '2026-11-26 22:00:01.000',
    ProvisionedVersion: 'pa-1',
    UpdateTimestamp: null,
    LatestVersionId: 'pa-2',
    UpdateStatus: null,
    ProvisionedProductId: 'pp-1',
    ProvisionedVersionName: 'v1',
    SweepId: SWEEP_ID,
    Wave: 'rest',
    Mode: 'update',
    Region: 'eu-west-1',
    AccountName: 'Shop',
    OrganizationalUnit: 'Root/Workloads',
    Outcome: 'UP_TO_DATE',
    Reason: null,
    RootCause: null,
    Outdated: false,
    VersionsBehind: 0,
    DaysBehind: 0,
    OptedInBy: 'spoke',
    ProvisionedProductStatus: 'AVAILABLE',
    ProductType: 'CFN_STACK',
    LaunchRoleArn: null,
    RecordId: null,
    UpdateStartedTime: null,
    ...parts,
  };
}

/** A scanned product that its scan found possible to update: entry and update tell of the same one. */
export function aCandidate(update: Partial<PlannedUpdate> = {}, entry: Partial<LogEntry> = {}): ScannedProduct {
  const planned = aPlannedUpdate(update);
  return {
    update: planned,
    entry: aLogEntry({
      AccountNo: planned.account,
      Region: planned.region,
      ProvisionedProductId: planned.provisionedProductId,
      Outcome: 'UPDATE_AVAILABLE',
      Outdated: true,
      VersionsBehind: 1,
      DaysBehind: 3,
      ...entry,
    }),
  };
}

export function aScanPart(parts: Partial<ScanPart> = {}): ScanPart {
  return { last: true, notes: [], products: [], ...parts };
}

export function aProvisionedProduct(parts: Partial<ProvisionedProduct> = {}): ProvisionedProduct {
  return {
    id: 'pp-1',
    name: 'orders-db',
    arn: 'arn:aws:servicecatalog:eu-west-1:111122223333:stack/orders-db/pp-1',
    type: 'CFN_STACK',
    status: 'AVAILABLE',
    statusMessage: null,
    createdAt: SWEEP_START - 86_400_000,
    productId: 'prod-mysql',
    versionId: 'pa-1',
    lastRecordId: 'rec-1',
    lastProvisioningRecordId: 'rec-1',
    lastSuccessfulProvisioningRecordId: 'rec-1',
    launchRoleArn: 'arn:aws:iam::111122223333:role/Launch',
    ...parts,
  };
}

/** The record of an update to the planned version. */
export function aRecord(parts: Partial<ProvisioningRecord> = {}): ProvisioningRecord {
  return {
    id: 'rec-2',
    type: 'UPDATE_PROVISIONED_PRODUCT',
    status: 'IN_PROGRESS',
    provisionedProductId: 'pp-1',
    productId: 'prod-mysql',
    versionId: 'pa-2',
    pathId: 'lpv2-path',
    launchRoleArn: 'arn:aws:iam::111122223333:role/Launch',
    createdAt: SWEEP_START + 60_000,
    updatedAt: SWEEP_START + 120_000,
    errors: [],
    ...parts,
  };
}
