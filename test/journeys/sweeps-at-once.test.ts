import { describe, expect, it } from '@jest/globals';
import { realState } from '../../packages/simulated-org/src/service-catalog/real-state.ts';
import { logsOf, requestOf, withPlace } from './a-journey.ts';
import { anOrganization, twoVersions } from './an-organization.ts';

const organisation = anOrganization()
  .withAccount('shop')
  .withAccount('bank')
  .withProduct('Queue', twoVersions({ updateTakes: 5 }))
  .withProvisionedProducts(3, 'shop', 'shop')
  .withProvisionedProducts(3, 'bank', 'bank')
  .build();
const ignore = () => {};

describe('two sweeps at once', () => {
  it('update nothing twice (promise 6)', async () => {
    await withPlace(organisation, async (place, stateDirectory) => {
      const other = place.another();

      const results = await Promise.all([place, other].map((each) => each.run(requestOf({}), ignore)));
      await other.close();

      const runs = [...realState(place.simulated.store, place.clock.now()).values()];
      expect(runs.map(({ version, operations }) => ({ version, operations }))).toEqual(
        runs.map(() => ({ version: '2.0.0', operations: 2 })),
      );
      expect(results.map(({ summary }) => summary.reconciled)).toEqual([true, true]);
      const outcomes = [place, other].flatMap(({ sweepId }) =>
        logsOf(stateDirectory, sweepId).entries.map(({ Outcome }) => Outcome),
      );
      expect(outcomes).toHaveLength(12);
      expect(outcomes.filter((outcome) => outcome !== 'UPDATED' && outcome !== 'UNDER_CHANGE')).toEqual([]);
    });
  });

  it('of the schedule become one; the other is skipped, and writes nothing (promise 13)', async () => {
    await withPlace(organisation, async (place, stateDirectory) => {
      const other = place.another();
      const schedule = requestOf({ trigger: 'schedule', mode: 'report' });

      const results = await Promise.allSettled([place, other].map((each) => each.run(schedule, ignore)));
      await other.close();

      const skipped = results.flatMap((result) => (result.status === 'rejected' ? [String(result.reason)] : []));
      expect(skipped).toEqual([expect.stringMatching(/sweep \S+ is still under way/)]);
      const lines = [place, other].map(({ sweepId }) => logsOf(stateDirectory, sweepId).entries.length);
      expect(lines.toSorted((a, b) => a - b)).toEqual([0, 6]);
    });
  });

  it('of which one is asked for both run, and so does the next of the schedule (promise 13)', async () => {
    await withPlace(organisation, async (place) => {
      const asked = place.another();
      const schedule = requestOf({ trigger: 'schedule' });

      const atOnce = await Promise.all([place.run(schedule, ignore), asked.run(requestOf({}), ignore)]);
      const next = place.another();
      const later = await next.run(schedule, ignore);
      await asked.close();
      await next.close();

      expect([...atOnce, later].map(({ summary }) => summary.status)).toEqual(['COMPLETED', 'COMPLETED', 'COMPLETED']);
      expect(later.summary.products.byOutcome).toEqual({ UP_TO_DATE: 6 });
    });
  });
});
