import { readHubCatalogue } from '../acts/hub-catalogue.ts';
import { takeLease } from '../acts/lease.ts';
import { readHub, readOrganization } from '../aws/organization.ts';
import { readObject, writeObject } from '../aws/work-objects.ts';
import { inParallel } from '../clock.ts';
import type { SweepConfiguration, SweepRequest } from '../contract/configuration.ts';
import { workKeys } from '../contract/keys.ts';
import {
  CONTRACT_VERSION,
  Sweep,
  type Catalogue,
  type PlanSweepEvent,
  type PlanSweepResult,
} from '../contract/payloads.ts';
import { sweepIdOf } from '../contract/sweep-id.ts';
import { millisecondsOfIso } from '../contract/timestamp.ts';
import { checkProducts } from '../decisions/check-products.ts';
import { selectTargets, type Wave } from '../decisions/select-targets.ts';
import { AwsError, UsageError } from '../errors.ts';
import type { StageContext } from '../stage-context.ts';

/** Few organisations sweep more Regions than there are; each is read with some calls at once. */
const REGIONS_AT_ONCE = 8;

/**
 * Begins a sweep: which targets in which waves, the hub's catalogue as it is now, and the settings, frozen. A scheduled sweep needs the lease;
 * while another holds it, the result is `skipped`. Safe to repeat: a sweep that was begun is not planned anew.
 *
 * Throws UsageError when the request or the configuration names what does not exist.
 */
export async function planSweep(
  event: PlanSweepEvent,
  configuration: SweepConfiguration,
  context: StageContext,
): Promise<PlanSweepResult> {
  const startedAt = millisecondsOfIso(event.startedAt);
  const sweepId = sweepIdOf({ name: event.executionName, startedAt });
  const begun = await readObject(context.work, workKeys.sweep(sweepId), Sweep);
  if (begun !== undefined) return planned(begun, context);

  const hub = await readHub(context.aws);
  const waves = await planWaves({ request: event.request, configuration, account: hub.account }, context);
  const regions = new Set(waves.flatMap(({ targets }) => targets.map(({ region }) => region)));
  const catalogues = await readCatalogues([...regions].toSorted(), configuration, context);
  checkProducts(event.request.products ?? [], catalogues);

  if (event.request.trigger === 'schedule' && event.request.mode !== 'doctor') {
    const holder = await takeLease(sweepId, context);
    if (holder !== undefined) return { kind: 'skipped', sweepId, reason: `sweep ${holder} is still under way` };
  }
  for (const catalogue of catalogues) {
    await writeObject(context.work, workKeys.catalogue(sweepId, catalogue.region), catalogue);
  }
  for (const { name, targets } of waves) {
    await context.work.writeLines(workKeys.wave(sweepId, name), jsonLines(targets));
  }
  const sweep: Sweep = {
    contractVersion: CONTRACT_VERSION,
    sweepId,
    startedAt,
    request: event.request,
    configuration,
    hub,
    waves: waves.map(({ name, targets }) => ({ name, targets: targets.length })),
  };
  // Last of all: a sweep that has it was planned to the end.
  await writeObject(context.work, workKeys.sweep(sweepId), sweep);
  return planned(sweep, context);
}

/**
 * Organizations tells a hub that is neither the management account nor a delegated administrator nothing. A doctor then says so among all that it finds,
 * without any targets.
 */
async function planWaves(
  {
    request,
    configuration,
    account,
  }: { readonly request: SweepRequest; readonly configuration: SweepConfiguration; readonly account: string },
  { aws, clock }: StageContext,
): Promise<readonly Wave[]> {
  try {
    const organization = await readOrganization(aws, clock);
    return selectTargets({ organization, configuration, request });
  } catch (error) {
    if (!(error instanceof AwsError) || error.kind !== 'ACCESS_DENIED') throw error;
    if (request.mode === 'doctor') return [];
    throw new UsageError([
      `account ${account} does not see its organisation: it has to be the management account or a delegated administrator, which catalog-sweep doctor examines (${error.message})`,
    ]);
  }
}

async function readCatalogues(
  regions: readonly string[],
  { tagOptionKey, tagOptionValue }: SweepConfiguration,
  context: StageContext,
): Promise<readonly Catalogue[]> {
  const tagOption = { key: tagOptionKey, value: tagOptionValue };
  return inParallel({ clock: context.clock, items: regions, limit: REGIONS_AT_ONCE }, (region) =>
    readHubCatalogue({ region, tagOption }, context),
  );
}

function planned({ sweepId, request, configuration, waves }: Sweep, { work }: StageContext): PlanSweepResult {
  return {
    kind: 'planned',
    sweepId,
    mode: request.mode,
    fix: request.fix,
    scanConcurrency: configuration.concurrency.scans,
    workBucket: work.bucket,
    waves: waves.map(({ name, targets }) => ({ name, targets, key: workKeys.wave(sweepId, name) })),
  };
}

async function* jsonLines(values: readonly unknown[]): AsyncGenerator<string> {
  for (const value of values) yield JSON.stringify(value);
}
