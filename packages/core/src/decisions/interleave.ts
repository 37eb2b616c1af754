import type { PlannedUpdate } from '../contract/payloads.ts';
import { byPlace, compareText } from './place.ts';

/**
 * The order in which updates are made: the first of every account, then the second of every account, and so on, so that neighbours
 * in the plan seldom fall into the same account, whose Service Catalog throttles by itself. The same updates always come out in the
 * same order, however they came in: accounts by their ids, in an account by Region and provisioned product id.
 */
export function interleave(updates: readonly PlannedUpdate[]): PlannedUpdate[] {
  const rounds: PlannedUpdate[][] = [];
  const placed = new Map<string, number>();
  for (const update of updates.toSorted(inPlan)) {
    const round = placed.get(update.account) ?? 0;
    placed.set(update.account, round + 1);
    (rounds[round] ??= []).push(update);
  }
  return rounds.flat();
}

function inPlan(one: PlannedUpdate, other: PlannedUpdate): number {
  return byPlace(one, other) || compareText(one.provisionedProductId, other.provisionedProductId);
}
