import { describe, expect, it } from '@jest/globals';
import { aTemplate, hub, launch, sharedProduct, spoke, SPOKE, World } from './a-world.ts';

describe('TagOptions', () => {
  function optIn(world: World, who: { readonly account: string }, product: string): string {
    const { TagOptionDetail } = world.ask<{ TagOptionDetail: { Id: string } }>(who, 'CreateTagOption', {
      Key: 'auto',
      Value: 'true',
    });
    world.ask(who, 'AssociateTagOptionWithResource', { ResourceId: product, TagOptionId: TagOptionDetail.Id });
    return TagOptionDetail.Id;
  }
  const told = (world: World, input: object, who = spoke) =>
    world.ask<{ TagOptions: { Key: string; Owner: string; Active: boolean }[] }>(who, 'DescribeProductAsAdmin', input)
      .TagOptions;

  it('of the hub are told only by the name of a portfolio that shares them', () => {
    const world = new World();
    const sharing = sharedProduct(world, aTemplate(), { ShareTagOptions: true });
    optIn(world, hub, sharing.product);

    expect(told(world, { Id: sharing.product })).toEqual([]);
    expect(told(world, { Id: sharing.product, SourcePortfolioId: sharing.portfolio })).toMatchObject([
      { Key: 'auto', Owner: hub.account },
    ]);
  });

  it('of the hub are not told by a portfolio that does not share them', () => {
    const world = new World();
    const { portfolio, product } = sharedProduct(world);
    optIn(world, hub, product);

    expect(told(world, { Id: product, SourcePortfolioId: portfolio })).toEqual([]);
  });

  it('of the spoke are its own, and listed by resource', () => {
    const world = new World();
    const { product } = sharedProduct(world);
    const id = optIn(world, spoke, product);

    expect(told(world, { Id: product })).toMatchObject([{ Owner: SPOKE, Active: true }]);
    expect(world.ask(spoke, 'ListResourcesForTagOption', { TagOptionId: id, ResourceType: 'Product' })).toMatchObject({
      ResourceDetails: [{ Id: product }],
    });
    expect(world.ask(spoke, 'ListResourcesForTagOption', { TagOptionId: id, ResourceType: 'Portfolio' })).toMatchObject(
      { ResourceDetails: [] },
    );
  });

  it('are told as inactive when they are, and filtered', () => {
    const world = new World();
    const { product } = sharedProduct(world);
    const id = optIn(world, spoke, product);

    world.ask(spoke, 'UpdateTagOption', { Id: id, Active: false });

    expect(told(world, { Id: product })).toMatchObject([{ Active: false }]);
    expect(world.ask(spoke, 'ListTagOptions', { Filters: { Key: 'auto', Active: true } })).toMatchObject({
      TagOptionDetails: [],
    });
  });

  it('exist once, and are put on a resource once', () => {
    const world = new World();
    const { product } = sharedProduct(world);
    const id = optIn(world, spoke, product);

    expect(world.refusal(spoke, 'CreateTagOption', { Key: 'auto', Value: 'true' })).toContain(
      'DuplicateResourceException',
    );
    expect(world.refusal(spoke, 'AssociateTagOptionWithResource', { ResourceId: product, TagOptionId: id })).toContain(
      'DuplicateResourceException',
    );
  });

  it('that were never migrated fail in every operation on them, and in no other', () => {
    const world = new World();
    const { product } = sharedProduct(world);
    world.store.put('servicecatalog.accounts', SPOKE, { tagOptionsMigrated: false });

    for (const [operation, input] of Object.entries({
      ListTagOptions: {},
      CreateTagOption: { Key: 'a', Value: 'b' },
      ListResourcesForTagOption: { TagOptionId: 'tag-1' },
    })) {
      expect(world.refusal(spoke, operation, input)).toContain('TagOptionNotMigratedException');
    }
    expect(told(world, { Id: product })).toEqual([]);
  });

  it.each([
    { name: 'the one value of a key', product: ['a'], portfolio: [], given: [], tags: { key: 'a' }, offered: ['a'] },
    { name: 'a value of the portfolio', product: [], portfolio: ['a'], given: [], tags: { key: 'a' }, offered: ['a'] },
    {
      name: 'no value where there is a choice',
      product: ['a', 'b'],
      portfolio: [],
      given: [],
      tags: {},
      offered: ['a', 'b'],
    },
    {
      name: 'the value that is given',
      product: ['a', 'b'],
      portfolio: [],
      given: ['b'],
      tags: { key: 'b' },
      offered: ['a', 'b'],
    },
    {
      name: 'what both have in common',
      product: ['a', 'b'],
      portfolio: ['b', 'c'],
      given: [],
      tags: { key: 'b' },
      offered: ['b'],
    },
    {
      name: 'the conflict of both',
      product: ['a'],
      portfolio: ['b'],
      given: [],
      tags: { key: 'conflict' },
      offered: [],
    },
  ])('become tags of what is launched: $name', ({ product, portfolio, given, tags, offered }) => {
    const world = new World();
    const shared = sharedProduct(world, aTemplate(), { ShareTagOptions: true, SharePrincipals: true });
    for (const [resource, values] of [
      [shared.product, product],
      [shared.portfolio, portfolio],
    ] as const) {
      for (const value of values) putTagOption(world, resource, value);
    }

    launch(world, shared, { Tags: given.map((Value) => ({ Key: 'key', Value })) });

    const parameters = world.ask<{ TagOptions: readonly object[] }>(spoke, 'DescribeProvisioningParameters', {
      ProductId: shared.product,
      ProvisioningArtifactId: shared.version,
    });
    expect(parameters.TagOptions).toEqual([{ Key: 'key', Values: offered }]);
    expect(tagsOf(world)).toEqual(tags);
  });
});

/** Puts a TagOption of the hub with this value on a product or portfolio. */
function putTagOption(world: World, resource: string, value: string): void {
  const listed = world.ask<{ TagOptionDetails: readonly { Id: string }[] }>(hub, 'ListTagOptions', {
    Filters: { Key: 'key', Value: value },
  }).TagOptionDetails;
  const id =
    listed[0]?.Id ??
    world.ask<{ TagOptionDetail: { Id: string } }>(hub, 'CreateTagOption', { Key: 'key', Value: value }).TagOptionDetail
      .Id;
  world.ask(hub, 'AssociateTagOptionWithResource', { ResourceId: resource, TagOptionId: id });
}

function tagsOf(world: World): Readonly<Record<string, string>> {
  const { ProvisionedProducts } = world.ask<{
    ProvisionedProducts: readonly { Tags: readonly { Key: string; Value: string }[] }[];
  }>(spoke, 'SearchProvisionedProducts', {});
  const tags = ProvisionedProducts[0]?.Tags ?? [];
  return Object.fromEntries(
    tags.map(({ Key, Value }) => [Key, Value.startsWith('sc-tagoption-conflict-port-') ? 'conflict' : Value]),
  );
}
