import { STATES, type ProductRow, type State } from '../../src/data/dashboard-data.ts';

export type StateCounts = Readonly<Record<State, number>> & { readonly total: number };

/** How many provisioned products are in each state. */
export function countStates(products: readonly ProductRow[]): StateCounts {
  const counts = { CURRENT: 0, OUTDATED: 0, FAILED: 0, UNREACHABLE: 0, UNKNOWN: 0 };
  for (const { state } of products) counts[state] += 1;
  return { ...counts, total: products.length };
}

/** What is behind: that whose update failed is behind too. */
export function behindOf(counts: StateCounts): number {
  return counts.OUTDATED + counts.FAILED;
}

/** In percent; undefined of nothing. */
export function shareOf(part: number, whole: number): number | undefined {
  return whole === 0 ? undefined : (100 * part) / whole;
}

export const STATE_WORDS: Readonly<Record<State, string>> = {
  CURRENT: 'Up to date',
  OUTDATED: 'Outdated',
  FAILED: 'Failed',
  UNREACHABLE: 'Unreachable',
  UNKNOWN: 'Unknown',
};

/** The states that some provisioned product is in, in the order in which they are told. */
export function statesIn(counts: StateCounts): readonly State[] {
  return STATES.filter((state) => counts[state] > 0);
}
