import { beforeAll, describe, expect, it } from '@jest/globals';
import { exampleOrganisation, outcomesOf, sweep, sweepAt, withPlace, type Swept } from './a-journey.ts';

const TRIED = ['UPDATED', 'UPDATE_FAILED', 'NO_CHANGE', 'UPDATE_TIMED_OUT', 'QUARANTINED', 'STOPPED'];

describe.each(['organisation.yaml', 'troubles.yaml'])('report mode, for %s', (example) => {
  let before: unknown;
  let after: unknown;
  let report: Swept;
  let update: Swept;
  beforeAll(async () => {
    const organisation = exampleOrganisation(example);
    report = await withPlace(organisation, async (place, stateDirectory) => {
      before = structuredClone(place.simulated.snapshot());
      const swept = await sweepAt(place, stateDirectory, { mode: 'report' });
      after = structuredClone(place.simulated.snapshot());
      return swept;
    });
    update = await sweep(organisation);
  });

  it('changes nothing', () => {
    expect(after).toEqual(before);
    expect(report.apiCalls['servicecatalog:UpdateProvisionedProduct']).toBeUndefined();
  });

  it('plans exactly the updates that update mode then makes, in the same order', () => {
    const planned = report.summary.updates.map(({ provisionedProductId, from, to }) => ({
      provisionedProductId,
      from,
      to,
    }));

    expect(planned.length).toBeGreaterThan(5);
    expect(update.summary.updates).toEqual(planned.map((each) => expect.objectContaining(each)));
  });

  it('knows what update mode would do with each provisioned product', () => {
    const told = outcomesOf(report.entries);
    const done = outcomesOf(update.entries);

    const expected = Object.fromEntries(
      Object.entries(done).map(([name, outcome]) => {
        const isPlanned = update.summary.updates.some((each) => each.name === name);
        return [name, isPlanned && TRIED.includes(outcome) ? 'UPDATE_AVAILABLE' : outcome];
      }),
    );
    expect(told).toEqual(expected);
  });
});
