import type { ProductVersion } from '../contract/payloads.ts';
import { byAge, isEligible, newestVersion } from './newest-version.ts';

const DAY = 24 * 60 * 60 * 1000;

/** How far a provisioned product is behind its product. */
export interface VersionLag {
  readonly newest: ProductVersion | undefined;
  readonly outdated: boolean;
  /** How many eligible versions are newer; null when the current version no longer exists, so that nobody can tell. */
  readonly versionsBehind: number | null;
  /** Whole days since the oldest of those appeared; null like the former, or when nothing is newer. */
  readonly daysBehind: number | null;
}

/**
 * The lag of what runs version `currentId` at time `now`. Behind is what has a newer eligible version: whoever runs a version that was
 * deactivated, with only older ones left, is not.
 */
export function versionLag(
  versions: readonly ProductVersion[],
  { currentId, now }: { readonly currentId: string | null; readonly now: number },
): VersionLag {
  const newest = newestVersion(versions);
  if (newest === undefined) return { newest, outdated: false, versionsBehind: null, daysBehind: null };
  const current = versions.find(({ id }) => id === currentId);
  if (current === undefined) return { newest, outdated: true, versionsBehind: null, daysBehind: null };
  const newer = versions
    .filter((version) => isEligible(version) && version.id !== current.id && byAge(current, version) < 0)
    .toSorted(byAge);
  const oldest = newer[0];
  return {
    newest,
    outdated: oldest !== undefined,
    versionsBehind: newer.length,
    daysBehind: oldest === undefined ? null : Math.floor((now - oldest.createdAt) / DAY),
  };
}
