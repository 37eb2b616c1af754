import type { LaunchPath } from '../aws/launch-paths.ts';

export type LaunchPathDecision =
  | { readonly kind: 'path'; readonly pathId: string }
  | { readonly kind: 'none'; readonly reason: string }
  | { readonly kind: 'ambiguous'; readonly reason: string };

/** Which launch path an update takes: the current one if it still exists, the only one if there is one, else a person must decide. */
export function decideLaunchPath(paths: readonly LaunchPath[], currentPathId: string | null): LaunchPathDecision {
  const current = paths.find(({ id }) => id === currentPathId);
  const [first, ...others] = paths;
  const taken = current ?? (others.length === 0 ? first : undefined);
  if (taken !== undefined) return { kind: 'path', pathId: taken.id };
  if (first === undefined) {
    return { kind: 'none', reason: 'no portfolio with the product has the roles of the sweep as principals' };
  }
  const names = paths.map(({ name }) => name).join(', ');
  return {
    kind: 'ambiguous',
    reason: `it was launched by a path that is gone, and there are ${paths.length} others: ${names}`,
  };
}
