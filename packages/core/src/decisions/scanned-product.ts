import type { SearchedProvisionedProduct } from '../aws/provisioned-products.ts';
import type { ProvisioningRecord } from '../aws/records.ts';
import { sweepModeOf, type OptInSource } from '../contract/configuration.ts';
import type { LogEntry } from '../contract/log-entry.ts';
import type { Outcome } from '../contract/outcome.ts';
import type { CatalogueProduct, PlannedUpdate, ScannedProduct, Sweep, Target } from '../contract/payloads.ts';
import { timestampOf } from '../contract/timestamp.ts';
import { updateToken } from './update-token.ts';
import type { VersionLag } from './version-lag.ts';

/** What a scan knows of a provisioned product before it decides. */
export interface ProductFacts {
  readonly sweep: Sweep;
  readonly wave: string;
  readonly target: Target;
  readonly found: SearchedProvisionedProduct;
  readonly product: CatalogueProduct | undefined;
  readonly lag: VersionLag;
  /** The version that really runs. */
  readonly current: { readonly id: string | null; readonly name: string | null };
  readonly optedInBy: OptInSource | undefined;
  /** The record of its last success, where it was looked at already. */
  readonly lastSuccess: ProvisioningRecord | undefined;
  readonly now: number;
}

/** What the scan decided, with what it came to know on the way. */
export interface Verdict {
  readonly outcome: Outcome;
  readonly reason: string | null;
  /** Present when the opt-in was asked for. */
  readonly optedInBy?: OptInSource | undefined;
  readonly launchRoleArn?: string | null;
  /** Present when nothing stands in the way of an update. */
  readonly update?: { readonly pathId: string; readonly keepParameters: readonly string[] };
}

/** The result of a scan for one provisioned product: its log entry so far, and the update that it would need. */
export function scannedProduct(facts: ProductFacts, verdict: Verdict): ScannedProduct {
  return { entry: entryOf(facts, verdict), update: updateOf(facts, verdict) };
}

function entryOf(facts: ProductFacts, verdict: Verdict): LogEntry {
  const { sweep, wave, target, found, product, lag, current, now } = facts;
  const optedInBy = 'optedInBy' in verdict ? verdict.optedInBy : facts.optedInBy;
  return {
    AutoUpdateProvisionedProduct: optedInBy === undefined ? 'false' : 'true',
    Errors: null,
    ProvisionedProductName: found.name,
    AccountNo: target.account,
    ProductId: found.productId,
    LaunchedBy: found.userArn,
    ProductName: found.productName ?? product?.name ?? null,
    StackName: stackNameOf(found.physicalId),
    LatestVersionName: lag.newest?.name ?? null,
    ScannedTime: timestampOf(now),
    ProvisionedVersion: current.id,
    UpdateTimestamp: null,
    LatestVersionId: lag.newest?.id ?? null,
    UpdateStatus: null,
    ProvisionedProductId: found.id,
    ProvisionedVersionName: current.name,

    SweepId: sweep.sweepId,
    Wave: wave,
    Mode: sweepModeOf(sweep.request),
    Region: target.region,
    AccountName: target.accountName,
    OrganizationalUnit: target.organizationalUnit,
    Outcome: verdict.outcome,
    Reason: verdict.reason,
    RootCause: null,
    Outdated: lag.outdated,
    VersionsBehind: lag.versionsBehind,
    DaysBehind: lag.daysBehind,
    OptedInBy: optedInBy ?? null,
    ProvisionedProductStatus: found.status,
    ProductType: found.type,
    LaunchRoleArn: verdict.launchRoleArn ?? facts.lastSuccess?.launchRoleArn ?? null,
    RecordId: null,
    UpdateStartedTime: null,
  };
}

/** The name in a stack's ARN, `arn:…:stack/NAME/ID`; no API gives it by itself. */
function stackNameOf(physicalId: string | null): string | null {
  return /:stack\/([^/]+)\//.exec(physicalId ?? '')?.[1] ?? null;
}

function updateOf({ target, found, lag, current, product }: ProductFacts, { update }: Verdict): PlannedUpdate | null {
  if (update === undefined || product === undefined || lag.newest === undefined) return null;
  const { account, region } = target;
  const identity = { account, region, provisionedProductId: found.id, lastRecordId: found.lastRecordId };
  return {
    ...identity,
    provisionedProductName: found.name,
    productId: product.id,
    productName: product.name,
    from: { id: current.id ?? '', name: current.name ?? current.id ?? 'an unknown version' },
    to: { id: lag.newest.id, name: lag.newest.name },
    pathId: update.pathId,
    keepParameters: [...update.keepParameters],
    updateToken: updateToken({ ...identity, versionId: lag.newest.id }),
    stackId: found.physicalId,
  };
}
