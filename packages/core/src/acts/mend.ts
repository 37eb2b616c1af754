import type { ServiceCatalogClient } from '@aws-sdk/client-service-catalog';
import { associatePrincipal } from '../aws/principals.ts';
import { sharePrincipals } from '../aws/share-principals.ts';
import { createTagOption } from '../aws/tag-options.ts';
import { readObject, writeObject } from '../aws/work-objects.ts';
import { Examination, type ExaminedFinding, type Remedy } from '../contract/findings.ts';
import type { MendResult } from '../contract/payloads.ts';
import { mendedFinding, refusedFinding } from '../decisions/finding.ts';
import { ContractError, lastingError } from '../errors.ts';
import type { StageContext } from '../stage-context.ts';

/**
 * Mends what an examination found safe to mend, one finding after the other, and notes each in the examination. What is refused stays a finding and says
 * so. Repeating it leaves alone what is mended.
 */
export async function mendExamination(
  { key, catalogOf }: { readonly key: string; readonly catalogOf: (region: string) => Promise<ServiceCatalogClient> },
  context: StageContext,
): Promise<MendResult> {
  const examination = await readObject(context.work, key, Examination);
  if (examination === undefined) throw new ContractError(`no examination at s3://${context.work.bucket}/${key}`);
  const findings: ExaminedFinding[] = [];
  for (const found of examination.findings) {
    findings.push(found.safeToFix && !found.mended ? await mend(found, catalogOf, context) : found);
  }
  await writeObject(context.work, key, { ...examination, findings });
  const tried = findings.filter(({ safeToFix }) => safeToFix);
  const mended = tried.filter((found) => found.mended).length;
  return { mended, failed: tried.length - mended };
}

async function mend(
  found: ExaminedFinding,
  catalogOf: (region: string) => Promise<ServiceCatalogClient>,
  context: StageContext,
): Promise<ExaminedFinding> {
  if (found.region === null) throw new ContractError(`the finding ${found.code} has remedies but no Region`);
  const refusal = await applyAll(found.remedies, await catalogOf(found.region), context).catch(lastingError);
  return refusal === undefined ? mendedFinding(found) : refusedFinding(found, refusal.message);
}

async function applyAll(
  remedies: readonly Remedy[],
  catalog: ServiceCatalogClient,
  context: StageContext,
): Promise<undefined> {
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
