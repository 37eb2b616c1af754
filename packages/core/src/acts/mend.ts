import type { ServiceCatalogClient } from '@aws-sdk/client-service-catalog';
import { associatePrincipal } from '../aws/principals.ts';
import { sharePrincipals } from '../aws/share-principals.ts';
import { createTagOption } from '../aws/tag-options.ts';
import { readObject, writeObject } from '../aws/work-objects.ts';
import { Examination, type ExaminedFinding, type Remedy } from '../contract/findings.ts';
import type { MendResult } from '../contract/payloads.ts';
import type { SweepId } from '../contract/sweep-id.ts';
import { isMendable, mendedFinding, unmendedFinding } from '../decisions/finding.ts';
import { ContractError, lastingError } from '../errors.ts';
import type { StageContext } from '../stage-context.ts';
import { refuseWhenStopped } from './stop-mark.ts';

/**
 * Mends what an examination found safe to mend, one finding after the other, and notes each in the examination. What cannot be mended stays a finding and
 * says so. Repeating it leaves alone what is mended.
 *
 * Throws TargetRefused when the run was stopped.
 */
export async function mendExamination(
  { sweepId, key, catalogOf }: { readonly sweepId: SweepId; readonly key: string; readonly catalogOf: CatalogOf },
  context: StageContext,
): Promise<MendResult> {
  await refuseWhenStopped(sweepId, context);
  const examination = await readObject(context.work, key, Examination);
  if (examination === undefined) throw new ContractError(`no examination at s3://${context.work.bucket}/${key}`);
  let { findings } = examination;
  for (const [index, found] of findings.entries()) {
    if (!isMendable(found)) continue;
    findings = findings.with(index, await mend(found, catalogOf, context));
    // At once: a share may take long, and whoever goes on after a time-out does not begin anew.
    await writeObject(context.work, key, { ...examination, findings });
  }
  const tried = findings.filter(({ safeToFix }) => safeToFix);
  const mended = tried.filter((found) => found.mended).length;
  return { mended, failed: tried.length - mended };
}

/** Opens Service Catalog in a Region with the rights to mend there. */
type CatalogOf = (region: string) => Promise<ServiceCatalogClient>;

async function mend(found: ExaminedFinding, catalogOf: CatalogOf, context: StageContext): Promise<ExaminedFinding> {
  const refusal = await applyAll(found, catalogOf, context).catch(lastingError);
  return refusal === undefined ? mendedFinding(found) : unmendedFinding(found, refusal.message);
}

async function applyAll(
  { code, region, remedies }: ExaminedFinding,
  catalogOf: CatalogOf,
  context: StageContext,
): Promise<undefined> {
  if (region === null) throw new ContractError(`the finding ${code} has remedies but no Region`);
  const catalog = await catalogOf(region);
  for (const remedy of remedies) await apply(remedy, catalog, context);
}

async function apply(remedy: Remedy, catalog: ServiceCatalogClient, { clock }: StageContext): Promise<void> {
  switch (remedy.kind) {
    case 'associate principal':
      return associatePrincipal(catalog, remedy);
    case 'share principals':
      return sharePrincipals(catalog, remedy, clock);
    case 'create TagOption':
      return createTagOption(catalog, remedy);
  }
}
