import { FAULT_PRESETS, FaultInjector, generateOrganisation } from '@catalog-sweep/simulated-org';
import { describe, expect, jest, test } from '@jest/globals';
import { groundTruthOf, updatesSince } from '../../scripts/chaos/ground-truth.ts';
import { verdictOn, type InvariantName } from '../../scripts/chaos/invariants.ts';
import { sweepAt, withPlace } from '../journeys/a-journey.ts';

jest.setTimeout(120_000);

const organisation = generateOrganisation({ accounts: 12, regions: 2, products: 10, seed: 5 });

/** Each of two sweeps tells of the other's updates in its own way, so this one is held against both together. */
const OF_BOTH: InvariantName = 'every update that was asked for is in the log';

describe('two sweeps of the same targets at once', () => {
  test.each(['none', ...Object.keys(FAULT_PRESETS)])(
    'under faults (%s) lose nothing, and update nothing twice',
    async (name) => {
      const injector = new FaultInjector(FAULT_PRESETS[name] ?? { rules: [] }, 2);
      const { faults, functionFaults } = injector;
      await withPlace(
        organisation,
        async (place, folder) => {
          const { store } = place.simulated;
          const before = groundTruthOf(organisation, { store, time: place.clock.now() });
          const other = place.another();

          const sweeps = await Promise.all([sweepAt(place, folder), sweepAt(other, folder)]);

          const now = place.clock.now();
          const broken = sweeps.flatMap((swept) => {
            const { problems, lost, doubled } = verdictOn({
              before,
              store,
              now,
              ...swept,
              injected: injector.injected(),
            });
            return [
              ...problems.filter((problem) => !problem.startsWith(OF_BOTH)),
              ...(lost + doubled > 0 ? [`lost ${lost}, doubled ${doubled}`] : []),
            ];
          });
          const told = new Set(
            sweeps.flatMap(({ entries }) =>
              entries
                .filter(({ RecordId }) => RecordId !== null)
                .map(({ ProvisionedProductId }) => ProvisionedProductId),
            ),
          );
          const updates = updatesSince(store, before.time);
          expect(broken).toEqual([]);
          expect(updates.length).toBeGreaterThan(5);
          expect(updates.filter(({ provisionedProductId }) => !told.has(provisionedProductId))).toEqual([]);
          await other.close();
        },
        { faults, functionFaults },
      );
    },
  );
});
