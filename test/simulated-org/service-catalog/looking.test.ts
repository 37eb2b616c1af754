import { describe, expect, it } from '@jest/globals';
import { aTemplate, launch, publish, sharedProduct, spoke, update, World, type Shared } from './a-world.ts';

interface Found {
  readonly ProvisionedProducts: readonly { readonly Id: string; readonly Name: string; readonly PhysicalId: string }[];
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
      PageSize: 100,
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

interface Events {
  readonly StackEvents: readonly {
    readonly LogicalResourceId: string;
    readonly PhysicalResourceId: string;
    readonly ResourceStatus: string;
    readonly ResourceStatusReason?: string;
    readonly Timestamp: Date;
  }[];
}

describe('the stack behind it', () => {
  function stackOf(world: World): string {
    return world.ask<Found>(spoke, 'SearchProvisionedProducts', {}).ProvisionedProducts[0]?.PhysicalId ?? '';
  }
  const eventsOf = (world: World, stack: string) =>
    world.ask<Events>(spoke, 'DescribeStackEvents', { StackName: stack }).StackEvents;

  it('shows its parameters as they are deployed, and hides those with NoEcho', () => {
    const world = new World();
    const template = aTemplate({ parameters: '{ Name: { Type: String }, Password: { Type: String, NoEcho: true } }' });
    launch(world, sharedProduct(world, template), {
      ProvisioningParameters: [
        { Key: 'Name', Value: 'n' },
        { Key: 'Password', Value: 'secret' },
      ],
    });

    const { Stacks } = world.ask<{ Stacks: { StackStatus: string; Parameters: object[] }[] }>(spoke, 'DescribeStacks', {
      StackName: stackOf(world),
    });

    expect(Stacks).toMatchObject([{ StackStatus: 'CREATE_COMPLETE' }]);
    expect(Stacks[0]?.Parameters).toEqual([
      { ParameterKey: 'Name', ParameterValue: 'n' },
      { ParameterKey: 'Password', ParameterValue: '****' },
    ]);
  });

  it('tells what failed, newest first, and what was cancelled beside it', () => {
    const world = new World();
    const shared = sharedProduct(world);
    const { ProvisionedProductId: id } = launch(world, shared);
    const resources = '{ Bucket: { Type: AWS::S3::Bucket }, Queue: { Type: AWS::SQS::Queue } }';
    const hints = '{ failures: [{ share: 1, resource: Bucket, reason: bucket exists }] }';
    update(world, id, publish(world, shared.product, aTemplate({ resources, hints })));
    world.wait(30);

    const events = eventsOf(world, stackOf(world));

    const failed = events.filter(({ ResourceStatus }) => ResourceStatus === 'UPDATE_FAILED');
    expect(
      failed.map(({ LogicalResourceId, ResourceStatusReason }) => [LogicalResourceId, ResourceStatusReason]),
    ).toEqual([
      ['Queue', 'Resource update cancelled'],
      ['Bucket', 'bucket exists'],
    ]);
    expect(events[0]).toMatchObject({ ResourceStatus: 'UPDATE_ROLLBACK_COMPLETE' });
    expect(events.map(({ Timestamp }) => Timestamp.getTime())).toEqual(
      events.map(({ Timestamp }) => Timestamp.getTime()).toSorted((a, b) => b - a),
    );
  });

  it('refers to a nested stack that failed, which tells why itself', () => {
    const world = new World();
    const shared = sharedProduct(world);
    const { ProvisionedProductId: id } = launch(world, shared);
    const hints = '{ failures: [{ share: 1, resource: Inner, nested: Instance, reason: no such version }] }';
    update(
      world,
      id,
      publish(
        world,
        shared.product,
        aTemplate({ resources: '{ Inner: { Type: AWS::CloudFormation::Stack } }', hints }),
      ),
    );
    world.wait(30);

    const outer = eventsOf(world, stackOf(world)).find(
      ({ ResourceStatus, LogicalResourceId }) => ResourceStatus === 'UPDATE_FAILED' && LogicalResourceId === 'Inner',
    );
    const inner = eventsOf(world, outer?.PhysicalResourceId ?? '').find(
      ({ ResourceStatus }) => ResourceStatus === 'UPDATE_FAILED',
    );

    expect(outer?.ResourceStatusReason).toContain('was not successfully updated');
    expect(inner).toMatchObject({ LogicalResourceId: 'Instance', ResourceStatusReason: 'no such version' });
  });

  it('has no events of the future', () => {
    const world = new World();
    const shared = sharedProduct(world);
    const { ProvisionedProductId: id } = launch(world, shared);
    update(world, id, publish(world, shared.product, aTemplate({ release: 2, hints: '{ updateTakes: 30 }' })));
    world.wait(1);

    expect(eventsOf(world, stackOf(world)).map(({ ResourceStatus }) => ResourceStatus)).not.toContain(
      'UPDATE_COMPLETE',
    );
  });

  it('that is not there is a ValidationError', () => {
    const world = new World();

    expect(world.refusal(spoke, 'DescribeStacks', { StackName: 'SC-222222222222-pp-0' })).toBe(
      'ValidationError: Stack with id SC-222222222222-pp-0 does not exist',
    );
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
