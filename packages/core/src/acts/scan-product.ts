import type { SearchedProvisionedProduct } from '../aws/provisioned-products.ts';
import { readRecord, type ProvisioningRecord } from '../aws/records.ts';
import { readStack, type Stack } from '../aws/stack.ts';
import type { SpokeClients } from '../aws/gateway.ts';
import type { CatalogueProduct, ScannedProduct, Sweep, Target } from '../contract/payloads.ts';
import { isControlTowerAccount } from '../decisions/control-tower.ts';
import { decideFormerFailure } from '../decisions/former-failure.ts';
import { holdOf } from '../decisions/hold.ts';
import { decideLaunchPath } from '../decisions/launch-path.ts';
import { goesDown } from '../decisions/newest-version.ts';
import { decideParameters } from '../decisions/parameters.ts';
import { scannedProduct, type ProductFacts, type Verdict } from '../decisions/scanned-product.ts';
import { decideStack } from '../decisions/stack-state.ts';
import { decideState } from '../decisions/state.ts';
import { versionLag } from '../decisions/version-lag.ts';
import type { TargetCatalogue } from './target-catalogue.ts';

/** What the scan of one target works with. */
export interface TargetScan {
  readonly sweep: Sweep;
  readonly wave: string;
  readonly target: Target;
  readonly spoke: SpokeClients;
  readonly catalogue: TargetCatalogue;
  readonly now: number;
}

/**
 * Looks at one provisioned product and decides what the sweep would do with it. The checks stand in the order of the outcomes, since the first that
 * fits counts; what costs calls to AWS is asked only for what is outdated, and only until an outcome fits.
 */
export async function scanProduct(found: SearchedProvisionedProduct, scan: TargetScan): Promise<ScannedProduct> {
  const facts = await readFacts(found, scan);
  const verdict = decideWithoutCalls(facts) ?? (await decideOutdated(facts, scan));
  return scannedProduct(facts, verdict);
}

async function readFacts(found: SearchedProvisionedProduct, scan: TargetScan): Promise<ProductFacts> {
  const { sweep, wave, target, catalogue, now } = scan;
  const product = found.productId === null ? undefined : await catalogue.product(found.productId, found.productName);
  const lastSuccess = await readLastSuccess(found, scan);
  const currentId = effectiveVersionId(found, lastSuccess);
  const lag = versionLag(product?.versions ?? [], { currentId, now });
  return {
    sweep,
    wave,
    target,
    found,
    product,
    lag,
    current: { id: currentId, name: nameOfVersion(currentId, { found, product }) },
    optedInBy: product && catalogue.knownOptIn(product),
    lastSuccess,
    now,
  };
}

/** A tainted product may show the version that an update failed to reach; what really runs is that of its last success. */
async function readLastSuccess(
  { status, lastSuccessfulProvisioningRecordId: id }: SearchedProvisionedProduct,
  { spoke }: TargetScan,
): Promise<ProvisioningRecord | undefined> {
  return status === 'TAINTED' && id !== null ? readRecord(spoke.serviceCatalog, id) : undefined;
}

/**
 * The version that really runs; null when nobody can tell, because the record of the last success is gone. What was launched tainted, and never
 * had a success, has no other version than its own.
 */
function effectiveVersionId(found: SearchedProvisionedProduct, lastSuccess: ProvisioningRecord | undefined) {
  const isTrusted = found.status !== 'TAINTED' || found.lastSuccessfulProvisioningRecordId === null;
  return isTrusted ? found.versionId : (lastSuccess?.versionId ?? null);
}

function nameOfVersion(
  id: string | null,
  { found, product }: { readonly found: SearchedProvisionedProduct; readonly product: CatalogueProduct | undefined },
): string | null {
  const known = product?.versions.find((version) => version.id === id)?.name;
  return known ?? (id === found.versionId ? found.versionName : null);
}

/** The outcomes that follow from what every scan knows. */
function decideWithoutCalls({ found, product, lag, current }: ProductFacts): Verdict | undefined {
  const state = decideState(found);
  if (state.kind === 'under change') return { outcome: 'UNDER_CHANGE', reason: state.reason };
  if (state.kind === 'in error') return { outcome: 'IN_ERROR', reason: state.reason };
  if (product === undefined) {
    return {
      outcome: 'PRODUCT_NOT_FOUND',
      reason: `neither the hub nor its account knows the product ${found.productId}`,
    };
  }
  if (lag.newest === undefined) {
    return {
      outcome: 'NO_ACTIVE_VERSION',
      reason: `none of its product's ${product.versions.length} versions is active and not deprecated`,
    };
  }
  if (lag.outdated) return undefined;
  const reason =
    current.id === lag.newest.id
      ? null
      : `it runs ${current.name}, and the newest eligible version, ${lag.newest.name}, is older`;
  return { outcome: 'UP_TO_DATE', reason };
}

/** The outcomes of what is behind, in their order. */
async function decideOutdated(facts: ProductFacts, scan: TargetScan): Promise<Verdict> {
  const { found, product, sweep, current, lag } = facts;
  const newest = lag.newest;
  if (product === undefined || newest === undefined) throw new Error(`${found.id} is not outdated`);
  const { configuration } = sweep;

  const stack = await stackOf(found, scan);
  if (found.type === 'CFN_STACK') {
    const decision = decideStack(stack);
    if (decision.kind === 'under change') return { outcome: 'UNDER_CHANGE', reason: decision.reason };
    if (decision.kind === 'in error') return { outcome: 'IN_ERROR', reason: decision.reason };
  }

  // Without the keys of the new version nothing could be kept, and an update would set every parameter back to its default.
  const { newestParameters } = product;
  if (newestParameters === null) {
    return { outcome: 'PRODUCT_NOT_FOUND', reason: `the version ${newest.name} of its product could not be read` };
  }

  const hold = reasonToHold(facts, product);
  const optedInBy = await scan.catalogue.confirmedOptIn(product);
  if (optedInBy === 'missing') return notShared(product.name);
  const known: Pick<Verdict, 'optedInBy'> = { optedInBy };
  if (hold !== undefined) return { ...known, outcome: 'OPTED_OUT', reason: hold };
  if (optedInBy === undefined) {
    const { tagOptionKey, tagOptionValue } = configuration;
    return {
      ...known,
      outcome: 'NOT_OPTED_IN',
      reason: `its product does not carry the TagOption ${tagOptionKey} = ${tagOptionValue}`,
    };
  }
  if (isControlTowerAccount(found.productName) && !configuration.updateControlTowerAccounts) {
    return { ...known, outcome: 'UNSUPPORTED_TYPE', reason: 'it is an account of AWS Control Tower' };
  }
  if (!configuration.updateTypes.some((type) => type === found.type)) {
    return { ...known, outcome: 'UNSUPPORTED_TYPE', reason: `its type is ${found.type}` };
  }
  if (goesDown({ name: current.name ?? '' }, newest)) {
    return {
      ...known,
      outcome: 'WOULD_DOWNGRADE',
      reason: `${newest.name} was published last, but is lower than ${current.name}`,
    };
  }
  return { ...known, ...(await decideUpdate({ facts, product, newest, newestParameters, stack }, scan)) };
}

async function stackOf({ type, physicalId }: SearchedProvisionedProduct, { spoke }: TargetScan) {
  return type === 'CFN_STACK' && physicalId !== null ? readStack(spoke.cloudFormation, physicalId) : undefined;
}

function reasonToHold({ found, target, sweep }: ProductFacts, product: CatalogueProduct): string | undefined {
  const { account, organizationalUnitIds } = target;
  const subject = { provisionedProduct: found, product, account, organizationalUnitIds, tags: found.tags };
  return holdOf(subject, sweep.configuration.holds);
}

function notShared(productName: string): Verdict {
  return { outcome: 'PRODUCT_NOT_FOUND', reason: `the product ${productName} is not shared with its account any more` };
}

/** Whether the update can be made as things stand: path, parameters, and no former failure. */
async function decideUpdate(
  {
    facts,
    product,
    newest,
    newestParameters,
    stack,
  }: {
    readonly facts: ProductFacts;
    readonly product: CatalogueProduct;
    readonly newest: NonNullable<ProductFacts['lag']['newest']>;
    readonly newestParameters: NonNullable<CatalogueProduct['newestParameters']>;
    readonly stack: Stack | undefined;
  },
  scan: TargetScan,
): Promise<Verdict> {
  const { found } = facts;
  const catalog = scan.spoke.serviceCatalog;
  const lastSuccessId = found.lastSuccessfulProvisioningRecordId;
  const lastSuccess =
    facts.lastSuccess ?? (lastSuccessId === null ? undefined : await readRecord(catalog, lastSuccessId));
  const known: Pick<Verdict, 'launchRoleArn'> = { launchRoleArn: lastSuccess?.launchRoleArn ?? null };

  const path = decideLaunchPath(await scan.catalogue.launchPaths(product.id), lastSuccess?.pathId ?? null);
  if (path.kind === 'none') {
    return (await scan.catalogue.isVisible(product.id))
      ? { ...known, outcome: 'NO_LAUNCH_PATH', reason: path.reason }
      : notShared(product.name);
  }
  if (path.kind === 'ambiguous') return { ...known, outcome: 'AMBIGUOUS_LAUNCH_PATH', reason: path.reason };

  const { id: currentId } = facts.current;
  const oldKeys =
    stack?.parameterKeys ??
    (currentId === null ? undefined : await scan.catalogue.parameterKeys(product.id, currentId));
  if (oldKeys === undefined) {
    // None would be kept: an update would set every parameter back to its default.
    return { ...known, outcome: 'NEEDS_PARAMETERS', reason: 'nobody can tell which parameters its old version has' };
  }
  const { keep, missing } = decideParameters(oldKeys, newestParameters);
  if (missing.length > 0) {
    return { ...known, outcome: 'NEEDS_PARAMETERS', reason: `${newest.name} needs a value for ${missing.join(', ')}` };
  }

  const hasFailedSince = found.lastProvisioningRecordId !== null && found.lastProvisioningRecordId !== lastSuccessId;
  const former = decideFormerFailure(
    hasFailedSince ? await readRecord(catalog, found.lastProvisioningRecordId) : undefined,
    { versionId: newest.id, retryFailed: scan.sweep.request.retryFailed },
  );
  if (former.kind === 'held') return { ...known, outcome: 'HELD', reason: former.reason };
  if (former.kind === 'no change') return { ...known, outcome: 'NO_CHANGE', reason: former.reason };
  return { ...known, outcome: 'UPDATE_AVAILABLE', reason: null, update: { pathId: path.pathId, keepParameters: keep } };
}
