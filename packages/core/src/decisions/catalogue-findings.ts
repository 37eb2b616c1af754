import type { OptInSource } from '../contract/configuration.ts';
import type { ExaminedFinding } from '../contract/findings.ts';
import type { Catalogue } from '../contract/payloads.ts';
import { finding } from './finding.ts';
import { tagOptionsNotMigrated } from './tag-option-findings.ts';

/** Whether the hub knows its own products in a Region, and which of them are opted in. Where only spokes opt in, its own TagOptions do not matter. */
export function catalogueFindings(
  { region, failure, tagOptionsMigrated }: Catalogue,
  { account, optIn }: { readonly account: string; readonly optIn: readonly OptInSource[] },
): readonly ExaminedFinding[] {
  const needsTagOptions = optIn.includes('shared') || optIn.includes('hub');
  if (!tagOptionsMigrated) return needsTagOptions ? [tagOptionsNotMigrated({ account, region })] : [];
  if (failure === null) return [];
  return [
    finding({
      code: 'CATALOGUE_NOT_READABLE',
      account,
      region,
      what: `the hub's own catalogue could not be read there, so sweeps ask every spoke instead: ${failure}`,
      fix: `enable the Region in account ${account}, or take it out of targets.regions in catalog-sweep.yaml; where it is enabled, look for a policy that denies servicecatalog`,
    }),
  ];
}
