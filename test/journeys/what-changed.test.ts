import { beforeAll, describe, expect, it } from '@jest/globals';
import { realState, type RealState } from '../../packages/simulated-org/src/service-catalog/real-state.ts';
import { exampleOrganisation, sweepAt, withPlace, type Swept } from './a-journey.ts';

describe('what really runs after an update sweep', () => {
  let before: ReadonlyMap<string, RealState>;
  let after: ReadonlyMap<string, RealState>;
  let swept: Swept;
  beforeAll(async () => {
    await withPlace(exampleOrganisation('organisation.yaml'), async (place, stateDirectory) => {
      before = new Map(realState(place.simulated.store, place.clock.now()));
      swept = await sweepAt(place, stateDirectory);
      after = new Map(realState(place.simulated.store, place.clock.now()));
    });
  });

  /** Pairs of what ran and what runs; one is left out, as somebody else was changing it when the sweep began. */
  function pairs(): readonly { readonly was: RealState; readonly is: RealState | undefined }[] {
    return [...before.values()]
      .filter(({ name }) => name !== 'feature-store-dev')
      .map((was) => ({ was, is: after.get(was.id) }));
  }

  it('is a newer version of exactly what the log says was updated', () => {
    const changed = pairs().filter(({ was, is }) => is?.version !== was.version);

    const updated = swept.summary.updates.filter(({ outcome }) => outcome === 'UPDATED');

    expect(updated.length).toBeGreaterThan(5);
    expect(changed.map(({ was, is }) => ({ id: was.id, from: was.version, to: is?.version })).toSorted(byId)).toEqual(
      updated.map(({ provisionedProductId: id, from, to }) => ({ id, from, to })).toSorted(byId),
    );
  });

  it('has every parameter as its owner had set it, as far as its version still knows it (promise 4)', () => {
    const parameters = pairs().flatMap(({ was, is }) =>
      Object.entries(was.parameters)
        .filter(([key]) => is?.version === was.version || Object.hasOwn(is?.parameters ?? {}, key))
        .map(([key, value]) => ({ name: was.name, key, value, now: is?.parameters[key] })),
    );

    expect(parameters.length).toBeGreaterThan(50);
    expect(parameters.filter(({ value, now }) => now !== value)).toEqual([]);
  });

  it('was touched by no operation beside the updates of the plan', () => {
    const touched = pairs().filter(({ was, is }) => is?.operations !== was.operations);

    expect(touched.map(({ was }) => was.id).toSorted()).toEqual(
      swept.summary.updates.map(({ provisionedProductId }) => provisionedProductId).toSorted(),
    );
    expect(touched.map(({ was, is }) => (is?.operations ?? 0) - was.operations)).toEqual(touched.map(() => 1));
  });
});

function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return a.id < b.id ? -1 : 1;
}
