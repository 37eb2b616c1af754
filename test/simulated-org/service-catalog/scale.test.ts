import { describe, expect, it, jest } from '@jest/globals';
import { launch, sharedProduct, spoke, SPOKE, World } from './a-world.ts';

const OF_TARGET = 3000;
const IN_TOTAL = 40_000;

/** Copies what was launched once, as often as wanted, into an account: as if each copy had been launched there. */
function multiply(world: World, id: string, { account, times }: { account: string; times: number }): void {
  const one = world.store.get('servicecatalog.provisionedProducts', id);
  if (one === undefined) throw new Error(`nothing was launched as ${id}`);
  const ids = Array.from({ length: times }, (_, index) => `${id}${account}${index}`);
  for (const copy of ids) {
    world.store.put('servicecatalog.provisionedProducts', copy, { ...one, id: copy, name: copy, account });
  }
  world.store.put('servicecatalog.places', `${account}/eu-west-1`, { provisionedProducts: ids });
}

/** How often the store is read while all pages are searched, and how many were found. */
function searchAll(world: World): { found: number; reads: number } {
  const get = jest.spyOn(world.store, 'get');
  const all = jest.spyOn(world.store, 'all');
  let found = 0;
  let token: string | undefined;
  do {
    const page: { ProvisionedProducts: readonly object[]; NextPageToken?: string } = world.ask(
      spoke,
      'SearchProvisionedProducts',
      { PageSize: 100, SortBy: 'id', ...(token === undefined ? {} : { PageToken: token }) },
    );
    found += page.ProvisionedProducts.length;
    token = page.NextPageToken;
  } while (token !== undefined);
  const reads = get.mock.calls.length;
  const scans = all.mock.calls.length;
  get.mockRestore();
  all.mockRestore();
  // A scan reads a whole table, whosever it is.
  return { found, reads: scans === 0 ? reads : Infinity };
}

describe('a large organisation', () => {
  it('slows nobody who searches one account and Region of it', () => {
    const world = new World();
    const { ProvisionedProductId: id } = launch(world, sharedProduct(world));
    multiply(world, id, { account: SPOKE, times: OF_TARGET });
    const alone = searchAll(world);

    for (let count = OF_TARGET; count < IN_TOTAL; count += 1000) {
      multiply(world, id, { account: String(400_000_000_000 + count), times: 1000 });
    }
    const began = performance.now();
    const amongMany = searchAll(world);
    const took = performance.now() - began;

    expect(alone.found).toBe(OF_TARGET);
    expect(alone.reads).toBeLessThan(Infinity);
    expect(amongMany).toEqual(alone);
    expect(took).toBeLessThan(2000);
  });
});
