import { describe, expect, it } from '@jest/globals';
import { sharedProduct, spoke, World, type Shared } from './a-world.ts';

interface Found {
  readonly ProvisionedProducts: readonly { readonly Id: string; readonly Name: string }[];
  readonly NextPageToken?: string;
  readonly TotalResultsCount: number;
}

function many(count: number): { world: World; shared: Shared } {
  const world = new World();
  const shared = sharedProduct(world);
  for (let index = 0; index < count; index += 1) {
    world.ask(spoke, 'ProvisionProduct', {
      ProductId: shared.product,
      ProvisioningArtifactId: shared.version,
      ProvisionedProductName: `p${index}`,
      ProvisionToken: `t${index}`,
    });
  }
  world.wait(20);
  return { world, shared };
}

function searchAll(world: World, input: object): string[] {
  const names: string[] = [];
  let token: string | undefined;
  do {
    const page: Found = world.ask<Found>(spoke, 'SearchProvisionedProducts', {
      ...input,
      ...(token === undefined ? {} : { PageToken: token }),
    });
    names.push(...page.ProvisionedProducts.map(({ Name }) => Name));
    token = page.NextPageToken;
  } while (token !== undefined);
  return names;
}

describe('finding provisioned products', () => {
  it('gives at most 100 at once by search, and 20 by scan', () => {
    const { world } = many(101);

    const found = world.ask<Found>(spoke, 'SearchProvisionedProducts', { PageSize: 100 });
    const scanned = world.ask<Found>(spoke, 'ScanProvisionedProducts', {
      PageSize: 20,
      AccessLevelFilter: { Key: 'Account', Value: 'self' },
    });

    expect(found.ProvisionedProducts).toHaveLength(100);
    expect(found.TotalResultsCount).toBe(101);
    expect(scanned.ProvisionedProducts).toHaveLength(20);
  });

  it('gives each once over all pages, in the order asked for', () => {
    const { world } = many(7);
    world.pageLimit = 2;

    const names = searchAll(world, { SortBy: 'name', SortOrder: 'DESCENDING' });

    expect(names).toEqual(['p6', 'p5', 'p4', 'p3', 'p2', 'p1', 'p0']);
  });

  it.each([
    { operation: 'SearchProvisionedProducts', level: undefined, count: 2 },
    { operation: 'SearchProvisionedProducts', level: 'Role', count: 1 },
    { operation: 'ScanProvisionedProducts', level: undefined, count: 1 },
    { operation: 'ScanProvisionedProducts', level: 'Account', count: 2 },
  ])('sees by $operation at level $level what belongs to it: $count of 2', ({ operation, level, count }) => {
    const { world, shared } = many(1);
    world.ask({ ...spoke, role: 'Somebody' }, 'ProvisionProduct', {
      ProductId: shared.product,
      ProvisioningArtifactId: shared.version,
      ProvisionedProductName: 'theirs',
      ProvisionToken: 'x',
    });

    const found = world.ask<Found>(
      spoke,
      operation,
      level === undefined ? {} : { AccessLevelFilter: { Key: level, Value: 'self' } },
    );

    expect(found.ProvisionedProducts).toHaveLength(count);
  });

  it.each([
    { query: 'productName:Database', names: ['p0', 'p1'] },
    { query: 'provisioningArtifactName:v1', names: ['p0', 'p1'] },
    { query: 'idempotencyToken:t1', names: ['p1'] },
    { query: `userArnSession:arn:aws:sts::${spoke.account}:assumed-role/Admin/me`, names: ['p0', 'p1'] },
    { query: 'status:TAINTED', names: [] },
  ])('finds by $query', ({ query, names }) => {
    const { world } = many(2);

    expect(searchAll(world, { Filters: { SearchQuery: [query] } })).toEqual(names);
  });

  it('filters by fields, and refuses those that it does not know', () => {
    const { world } = many(3);

    expect(searchAll(world, { Filters: { SearchQuery: ['name:p1', 'status:AVAILABLE'] } })).toEqual(['p1']);
    expect(world.refusal(spoke, 'SearchProvisionedProducts', { Filters: { SearchQuery: ['colour:red'] } })).toContain(
      'InvalidParametersException',
    );
  });

  it('stays quick in an account with 3,000 of them', () => {
    const { world } = many(3000);
    const began = performance.now();

    const names = searchAll(world, { PageSize: 100, SortBy: 'id' });

    expect(new Set(names).size).toBe(3000);
    expect(performance.now() - began).toBeLessThan(2000);
  });
});

describe('the history of records', () => {
  interface History {
    readonly RecordDetails: readonly { readonly ProvisionedProductId: string; readonly RecordType: string }[];
  }

  it('has the newest first, of the caller’s own unless told otherwise, and of one product when asked', () => {
    const { world } = many(2);
    const [first] = world.ask<Found>(spoke, 'SearchProvisionedProducts', {}).ProvisionedProducts;
    world.ask(spoke, 'TerminateProvisionedProduct', { ProvisionedProductId: first?.Id, TerminateToken: 'end' });
    const history = (input: object, role = 'Admin') =>
      world.ask<History>({ ...spoke, role }, 'ListRecordHistory', input).RecordDetails;
    const ofFirst = { SearchFilter: { Key: 'provisionedproduct', Value: first?.Id } };

    expect(history(ofFirst).map(({ RecordType }) => RecordType)).toEqual([
      'TERMINATE_PROVISIONED_PRODUCT',
      'PROVISION_PRODUCT',
    ]);
    expect(history({})).toHaveLength(3);
    expect(history({}, 'Somebody')).toEqual([]);
    expect(history({ AccessLevelFilter: { Key: 'Account', Value: 'self' } }, 'Somebody')).toHaveLength(3);
  });
});

describe('looking', () => {
  it('changes nothing, whatever time has passed', () => {
    const { world } = many(3);
    const before = JSON.stringify(world.store.snapshot([]));

    world.wait(60);
    searchAll(world, {});
    world.ask(spoke, 'ListRecordHistory', {});

    expect(JSON.stringify(world.store.snapshot([]))).toBe(before);
  });
});
