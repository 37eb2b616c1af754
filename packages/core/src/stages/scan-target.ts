import { scanProduct } from '../acts/scan-product.ts';
import { refuseWhenStopped } from '../acts/stop-mark.ts';
import { TargetCatalogue } from '../acts/target-catalogue.ts';
import { searchProvisionedProducts, type SearchedProvisionedProduct } from '../aws/provisioned-products.ts';
import { readObject, readSweep, writeObject } from '../aws/work-objects.ts';
import type { SweepRequest } from '../contract/configuration.ts';
import { workKeys } from '../contract/keys.ts';
import {
  Catalogue,
  type ScannedProduct,
  type ScanPart,
  type ScanTargetEvent,
  type ScanTargetResult,
  type Target,
} from '../contract/payloads.ts';
import { ContractError, TargetRefused } from '../errors.ts';
import type { StageContext } from '../stage-context.ts';

/** The most that SearchProvisionedProducts gives at once. */
const PAGE_SIZE = 100;

/**
 * How much time must be left before another page is begun, in milliseconds. A page of 100 outdated provisioned products takes some 500 calls one after
 * the other; at 200 ms each that is 100 s, and throttling may double it.
 */
const TIME_FOR_A_PAGE = 240_000;

/** What only a person can mend. */
const MIGRATE = 'migrate them once in the Service Catalog console, under TagOption library';
const NOT_MIGRATED = `TagOptions were never migrated to the TagOption library in this account and Region, so opt-in is known from the hub alone; ${MIGRATE}`;
const HUB_NOT_MIGRATED = `the hub's TagOptions were never migrated to the TagOption library in this Region, so nothing is opted in by the hub; ${MIGRATE}`;

/**
 * Scans one target: pages of provisioned products, each decided and written as a part. When its time comes to an end it hands on a cursor and is
 * called again with it. Repeating it writes the same parts.
 *
 * Throws TargetRefused for a target that is not to be called at all, and AwsError.
 */
export async function scanTarget(event: ScanTargetEvent, context: StageContext): Promise<ScanTargetResult> {
  const { sweepId, wave, target } = event;
  await refuseWhenNotToBeCalled(event, context);
  const sweep = await readSweep(context.work, sweepId);
  const { tagOptionKey, tagOptionValue, optIn } = sweep.configuration;
  const hub = await readCatalogue(event, context);
  const spoke = await context.aws.spoke(target, 'read');
  const tagOption = { key: tagOptionKey, value: tagOptionValue };
  const catalogue = await TargetCatalogue.open(spoke.serviceCatalog, { hub, tagOption, allowed: optIn });
  const notes = notesOf({ hub, catalogue });

  let cursor = event.cursor;
  for (;;) {
    const page = await searchProvisionedProducts(spoke.serviceCatalog, {
      pageToken: cursor?.pageToken,
      pageSize: PAGE_SIZE,
    });
    const now = context.clock.now();
    const products: ScannedProduct[] = [];
    for (const found of page.items.filter((item) => isAskedFor(item, target, sweep.request))) {
      products.push(await scanProduct(found, { sweep, wave, target, spoke, catalogue, now }));
    }
    const number = cursor?.part ?? 0;
    const part: ScanPart = { last: page.nextPageToken === undefined, notes, products };
    await writeObject(context.work, workKeys.scanPart(sweepId, wave, target, number), part);
    if (page.nextPageToken === undefined) return { more: false, cursor: null };
    cursor = { pageToken: page.nextPageToken, part: number + 1 };
    if (context.clock.now() + TIME_FOR_A_PAGE > context.deadline) return { more: true, cursor };
  }
}

async function refuseWhenNotToBeCalled({ sweepId, target }: ScanTargetEvent, context: StageContext): Promise<void> {
  await refuseWhenStopped(sweepId, context);
  if (target.accountState === 'ACTIVE') return;
  throw new TargetRefused('ACCOUNT_NOT_ACTIVE', `the state of the account is ${target.accountState}`);
}

async function readCatalogue({ sweepId, target }: ScanTargetEvent, { work }: StageContext): Promise<Catalogue> {
  const key = workKeys.catalogue(sweepId, target.region);
  const catalogue = await readObject(work, key, Catalogue);
  if (catalogue === undefined) throw new ContractError(`no catalogue at s3://${work.bucket}/${key}`);
  return catalogue;
}

function notesOf({ hub, catalogue }: { readonly hub: Catalogue; readonly catalogue: TargetCatalogue }): string[] {
  const notes = catalogue.tagOptionsMigrated ? [] : [NOT_MIGRATED];
  if (!hub.tagOptionsMigrated) notes.push(HUB_NOT_MIGRATED);
  if (hub.failure !== null)
    notes.push(`the hub's own catalogue could not be read there, so the account was asked: ${hub.failure}`);
  return notes;
}

/** Whether a provisioned product is among those that the request is narrowed to. */
function isAskedFor(
  found: SearchedProvisionedProduct,
  { account, region }: Target,
  { products, provisionedProducts, retry }: SweepRequest,
): boolean {
  const matches = (names: readonly string[] | undefined, ...own: readonly (string | null)[]) =>
    names === undefined || own.some((name) => name !== null && names.includes(name));
  const retried = retry?.targets.find((target) => target.account === account && target.region === region);
  return (
    matches(products, found.productId, found.productName) &&
    matches(provisionedProducts, found.id, found.name) &&
    matches(retried?.provisionedProducts ?? undefined, found.id)
  );
}
