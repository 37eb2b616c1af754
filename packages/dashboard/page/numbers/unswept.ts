import type { TargetRow } from '../../src/data/dashboard-data.ts';

/** The targets that the newest sweep did not reach, those that are so for longest first, and in how many accounts they are. */
export function unsweptOf(targets: readonly TargetRow[]): {
  readonly rows: readonly TargetRow[];
  readonly accounts: number;
} {
  const rows = targets
    .filter(({ swept }) => !swept)
    .sort((a, b) => (a.failingSince < b.failingSince ? -1 : Number(a.failingSince > b.failingSince)));
  return { rows, accounts: new Set(rows.map(({ account }) => account)).size };
}
