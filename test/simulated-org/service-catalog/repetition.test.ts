import { describe, expect, it } from '@jest/globals';
import { aTemplate, publish, sharedProduct, spoke, World } from './a-world.ts';

const HALF_FAIL = '{ failures: [{ share: 0.5, resource: Bucket, reason: bucket exists }] }';
const NAMES = Array.from({ length: 200 }, (_, index) => `p${index}`);

/** Launches and updates, begun in the given order. */
function history(names: readonly string[]): World {
  const world = new World();
  const { product, version } = sharedProduct(world);
  for (const name of names) {
    world.ask(spoke, 'ProvisionProduct', {
      ProductId: product,
      ProvisioningArtifactId: version,
      ProvisionedProductName: name,
      ProvisionToken: `launch-${name}`,
    });
  }
  world.wait(20);
  const v2 = publish(world, product, aTemplate({ release: 2, hints: HALF_FAIL }));
  for (const name of names) {
    world.ask(spoke, 'UpdateProvisionedProduct', {
      ProvisionedProductName: name,
      ProvisioningArtifactId: v2,
      UpdateToken: `update-${name}`,
    });
  }
  world.wait(20);
  return world;
}

function shownBy(world: World): readonly unknown[] {
  return world.ask<{ ProvisionedProducts: readonly unknown[] }>(spoke, 'SearchProvisionedProducts', {
    SortBy: 'name',
    PageSize: 100,
  }).ProvisionedProducts;
}

describe('the same history', () => {
  it('gives the same ids, statuses and times, in whatever order requests of one time come', () => {
    const world = history(NAMES);
    const inAnotherOrder = history(NAMES.toReversed());

    expect(shownBy(inAnotherOrder)).toEqual(shownBy(world));
  });

  it('fails the share that the template says, about', () => {
    const { TotalResultsCount } = history(NAMES).ask<{ TotalResultsCount: number }>(
      spoke,
      'SearchProvisionedProducts',
      {
        Filters: { SearchQuery: ['status:TAINTED'] },
      },
    );

    expect(TotalResultsCount).toBeGreaterThan(70);
    expect(TotalResultsCount).toBeLessThan(130);
  });
});
