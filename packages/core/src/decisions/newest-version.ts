import { compare, valid } from 'semver';
import type { ProductVersion } from '../contract/payloads.ts';

/**
 * The version to go to: active, not deprecated, created last; ties go to the higher semantic version of the names, which any other name is below, then to the higher id. Undefined when
 * nothing is eligible. End users can neither launch nor update to an inactive version, and a deprecated one takes no new launches:
 * https://docs.aws.amazon.com/servicecatalog/latest/dg/API_UpdateProvisioningArtifact.html
 */
export function newestVersion(versions: readonly ProductVersion[]): ProductVersion | undefined {
  return versions.filter(isEligible).toSorted(byAge).at(-1);
}

/** Whether a version may be gone to at all. */
export function isEligible({ active, deprecated }: ProductVersion): boolean {
  return active && !deprecated;
}

/** Oldest first. */
export function byAge(a: ProductVersion, b: ProductVersion): number {
  return (
    a.createdAt - b.createdAt ||
    // Names that are no semantic versions are put below those that are: left to the ids, three versions could each be older than the next.
    Number(isSemantic(a.name)) - Number(isSemantic(b.name)) ||
    (compareNames(a.name, b.name) ?? 0) ||
    (a.id < b.id ? -1 : 1)
  );
}

/** Whether going from one version to the other goes down, as far as their names are semantic versions. */
export function goesDown(from: { readonly name: string }, to: { readonly name: string }): boolean {
  return (compareNames(from.name, to.name) ?? 0) > 0;
}

/** Compares two names as semantic versions; undefined unless both are. */
function compareNames(a: string, b: string): number | undefined {
  return isSemantic(a) && isSemantic(b) ? compare(a, b) : undefined;
}

function isSemantic(name: string): boolean {
  return valid(name) !== null;
}
