import type { Outcome } from '@catalog-sweep/core';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { exampleOrganisation, outcomesOf, sweep, temporaryFolder, type Swept } from './a-journey.ts';

/** How many provisioned products went from one outcome in a sweep to another in a later one. */
function changesBetween(earlier: Swept, later: Swept): Readonly<Record<string, readonly Outcome[]>> {
  const outcomes = outcomesOf(later.entries);
  const changes: Record<string, Outcome[]> = {};
  for (const { ProvisionedProductName, Outcome } of earlier.entries) {
    const next = outcomes[ProvisionedProductName];
    if (next !== undefined) (changes[Outcome] ??= []).push(next);
  }
  return Object.fromEntries(Object.entries(changes).map(([outcome, next]) => [outcome, [...new Set(next)]]));
}

describe('sweeps right after another', () => {
  let first: Swept;
  let second: Swept;
  let retried: Swept;
  beforeAll(async () => {
    const organisation = exampleOrganisation('organisation.yaml');
    const stateDirectory = temporaryFolder();
    first = await sweep(organisation, {}, { stateDirectory });
    second = await sweep(organisation, {}, { stateDirectory });
    retried = await sweep(organisation, { retryFailed: true }, { stateDirectory });
  });

  it('have ids of their own, and lines for the same provisioned products', () => {
    const namesOf = ({ entries }: Swept) => entries.map(({ ProvisionedProductId }) => ProvisionedProductId).toSorted();

    expect(new Set([first, second, retried].map(({ summary }) => summary.sweepId)).size).toBe(3);
    expect(namesOf(second)).toEqual(namesOf(first));
    expect(second.summary).toMatchObject({ status: 'COMPLETED', reconciled: true });
  });

  it('update nothing again that was updated', () => {
    const changes = changesBetween(first, second);

    expect(changes['UPDATED']).toEqual(['UP_TO_DATE']);
    expect(second.apiCalls['servicecatalog:UpdateProvisionedProduct']).toBeUndefined();
    expect(second.summary.updates).toEqual([]);
  });

  it('leave alone what failed, and what had nothing to change', () => {
    const changes = changesBetween(first, second);

    expect(changes['UPDATE_FAILED']).toEqual(['HELD']);
    expect(changes['HELD']).toEqual(['HELD']);
    expect(changes['NO_CHANGE']).toEqual(['NO_CHANGE']);
  });

  it('try again what failed when they are asked to', () => {
    const failed = first.entries.filter(({ Outcome }) => Outcome === 'UPDATE_FAILED' || Outcome === 'HELD');

    const outcomes = outcomesOf(retried.entries);

    const tried = retried.summary.updates.map(({ name }) => name);
    expect(tried.toSorted()).toEqual(failed.map(({ ProvisionedProductName }) => ProvisionedProductName).toSorted());
    expect(failed.map(({ ProvisionedProductName }) => outcomes[ProvisionedProductName])).not.toContain('HELD');
  });
});
