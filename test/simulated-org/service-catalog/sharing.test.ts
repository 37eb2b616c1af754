import { describe, expect, it } from '@jest/globals';
import {
  aTemplate,
  hub,
  launch,
  OTHER,
  portfolioOf,
  productOf,
  sharedProduct,
  spoke,
  SPOKE,
  World,
  type Shared,
} from './a-world.ts';

function paths(world: World, product: string, who = spoke): readonly { readonly Name: string }[] {
  return world.ask<{ LaunchPathSummaries: { Name: string }[] }>(who, 'ListLaunchPaths', { ProductId: product })
    .LaunchPathSummaries;
}

function share(world: World, portfolio: string, recipient: object): void {
  world.ask(hub, 'CreatePortfolioShare', { PortfolioId: portfolio, ...recipient });
}

/** A product in a portfolio that is not shared yet. */
function unshared(world: World): Shared {
  const portfolio = portfolioOf(world);
  const made = productOf(world, aTemplate());
  world.ask(hub, 'AssociateProductWithPortfolio', { PortfolioId: portfolio, ProductId: made.product });
  return { portfolio, ...made };
}

const sees = (world: World, product: string, account: string) =>
  world.refusal({ account }, 'ListProvisioningArtifacts', { ProductId: product }) === 'no error';

describe('a shared portfolio', () => {
  it.each([
    {
      name: 'the organisation',
      recipient: { OrganizationNode: { Type: 'ORGANIZATION', Value: 'o-1234567890' } },
      spokeSees: true,
      otherSees: true,
    },
    {
      name: 'an OU and those below it',
      recipient: { OrganizationNode: { Type: 'ORGANIZATIONAL_UNIT', Value: 'ou-apps' } },
      spokeSees: true,
      otherSees: false,
    },
    {
      name: 'a member account',
      recipient: { OrganizationNode: { Type: 'ACCOUNT', Value: SPOKE } },
      spokeSees: true,
      otherSees: false,
    },
    {
      name: 'an account that has not accepted it',
      recipient: { AccountId: SPOKE },
      spokeSees: false,
      otherSees: false,
    },
  ])('reaches $name', ({ recipient, spokeSees, otherSees }) => {
    const world = new World();
    const { portfolio, product } = unshared(world);

    share(world, portfolio, recipient);

    expect(sees(world, product, SPOKE)).toBe(spokeSees);
    expect(sees(world, product, OTHER)).toBe(otherSees);
  });

  it('reaches an account as soon as it accepts', () => {
    const world = new World();
    const { portfolio, product } = unshared(world);
    share(world, portfolio, { AccountId: SPOKE });

    world.ask(spoke, 'AcceptPortfolioShare', { PortfolioId: portfolio });

    expect(sees(world, product, SPOKE)).toBe(true);
  });

  it('stays inside of its Region', () => {
    const world = new World();
    const { product } = sharedProduct(world);

    expect(world.refusal({ ...spoke, region: 'us-east-1' }, 'ListProvisioningArtifacts', { ProductId: product })).toBe(
      `ResourceNotFoundException: Product ${product} not found.`,
    );
  });

  it('is shared once: sharing it again changes nothing, updating the share does', () => {
    const world = new World();
    const { portfolio, product } = sharedProduct(world, aTemplate(), { SharePrincipals: false });
    const recipient = {
      PortfolioId: portfolio,
      OrganizationNode: { Type: 'ORGANIZATION', Value: 'o-1234567890' },
      SharePrincipals: true,
    };
    const refusal = () => world.refusal(spoke, 'ListLaunchPaths', { ProductId: product });

    world.ask(hub, 'CreatePortfolioShare', recipient);
    const sharedAgain = refusal();
    world.ask(hub, 'UpdatePortfolioShare', recipient);

    expect(sharedAgain).toContain('No launch paths found');
    expect(refusal()).toBe('no error');
  });

  it.each([
    { name: 'one account', recipient: { AccountId: SPOKE } },
    { name: 'a member account', recipient: { OrganizationNode: { Type: 'ACCOUNT', Value: SPOKE } } },
  ])('shares no principals with $name', ({ recipient }) => {
    const world = new World();
    const { portfolio } = unshared(world);

    expect(
      world.refusal(hub, 'CreatePortfolioShare', { PortfolioId: portfolio, ...recipient, SharePrincipals: true }),
    ).toContain('InvalidParametersException');
  });

  it.each([
    { type: 'IMPORTED', count: 1 },
    { type: 'AWS_ORGANIZATIONS', count: 1 },
    { type: 'AWS_SERVICECATALOG', count: 0 },
  ])('is listed by how it was shared: $count as $type', ({ type, count }) => {
    const world = new World();
    const direct = unshared(world);
    share(world, direct.portfolio, { AccountId: SPOKE });
    world.ask(spoke, 'AcceptPortfolioShare', { PortfolioId: direct.portfolio });
    sharedProduct(world);

    const { PortfolioDetails } = world.ask<{ PortfolioDetails: readonly object[] }>(
      spoke,
      'ListAcceptedPortfolioShares',
      { PortfolioShareType: type },
    );

    expect(PortfolioDetails).toHaveLength(count);
  });

  it('cannot be changed by those who import it', () => {
    const world = new World();
    const { product, version } = sharedProduct(world);

    const refusal = world.refusal(spoke, 'UpdateProvisioningArtifact', {
      ProductId: product,
      ProvisioningArtifactId: version,
      Active: false,
    });

    expect(refusal).toContain('ResourceNotFoundException');
  });

  it('takes a product away from everybody when it is taken out; what was launched goes on', () => {
    const world = new World();
    const shared = sharedProduct(world);
    const { ProvisionedProductId: id } = launch(world, shared);

    world.ask(hub, 'DisassociateProductFromPortfolio', { PortfolioId: shared.portfolio, ProductId: shared.product });

    expect(sees(world, shared.product, SPOKE)).toBe(false);
    expect(world.refusal(spoke, 'DescribeProvisionedProduct', { Id: id })).toBe('no error');
  });
});

describe('launch paths', () => {
  it('are a caller’s own: principals of the owner count only where they are patterns and shared', () => {
    const world = new World();
    const without = sharedProduct(world, aTemplate(), { SharePrincipals: false });

    expect(world.refusal(spoke, 'ListLaunchPaths', { ProductId: without.product })).toBe(
      `ResourceNotFoundException: No launch paths found for resource: ${without.product}`,
    );
    expect(paths(world, sharedProduct(world).product)).toHaveLength(1);
  });

  it('come from a principal that the recipient adds to an imported portfolio', () => {
    const world = new World();
    const { portfolio, product } = sharedProduct(world, aTemplate(), { SharePrincipals: false });

    world.ask(spoke, 'AssociatePrincipalWithPortfolio', {
      PortfolioId: portfolio,
      PrincipalARN: `arn:aws:iam::${SPOKE}:role/Admin`,
      PrincipalType: 'IAM',
    });

    expect(paths(world, product)).toHaveLength(1);
    expect(world.refusal({ ...spoke, role: 'Somebody' }, 'ListLaunchPaths', { ProductId: product })).toContain(
      'No launch paths',
    );
  });

  it.each([
    { pattern: 'arn:aws:iam:::role/catalog-sweep/CatalogSweep*', role: 'catalog-sweep/CatalogSweepRead', fits: true },
    { pattern: 'arn:aws:iam:::role/catalog-sweep/CatalogSweep*', role: 'CatalogSweepRead', fits: false },
    { pattern: 'arn:aws:iam:::role/Dev?', role: 'Dev1', fits: true },
    { pattern: 'arn:aws:iam:::role/Dev?', role: 'Dev12', fits: false },
  ])('fit the pattern $pattern for $role: $fits', ({ pattern, role, fits }) => {
    const world = new World();
    const { portfolio, product } = unshared(world);
    world.ask(hub, 'AssociatePrincipalWithPortfolio', {
      PortfolioId: portfolio,
      PrincipalARN: pattern,
      PrincipalType: 'IAM_PATTERN',
    });

    expect(world.refusal({ ...hub, role }, 'ListLaunchPaths', { ProductId: product }) === 'no error').toBe(fits);
  });

  it.each([
    { arn: 'arn:aws:iam::111111111111:role/*', type: 'IAM' },
    { arn: 'arn:aws:iam::111111111111:role/Dev*', type: 'IAM_PATTERN' },
  ])('are not given to the principal $arn of type $type', ({ arn, type }) => {
    const world = new World();
    const { portfolio } = unshared(world);

    expect(
      world.refusal(hub, 'AssociatePrincipalWithPortfolio', {
        PortfolioId: portfolio,
        PrincipalARN: arn,
        PrincipalType: type,
      }),
    ).toContain('InvalidParametersException');
  });

  it('are two when the product stands in a local portfolio too, and then one has to be named', () => {
    const world = new World();
    const { product, version } = sharedProduct(world);
    const local = portfolioOf(world, spoke);
    world.ask(spoke, 'AssociateProductWithPortfolio', { PortfolioId: local, ProductId: product });
    world.ask(spoke, 'AssociatePrincipalWithPortfolio', {
      PortfolioId: local,
      PrincipalARN: `arn:aws:iam::${SPOKE}:role/Admin`,
      PrincipalType: 'IAM',
    });
    const input = {
      ProductId: product,
      ProvisioningArtifactId: version,
      ProvisionedProductName: 'x',
      ProvisionToken: 't1',
    };

    expect(paths(world, product)).toHaveLength(2);
    expect(world.refusal(spoke, 'ProvisionProduct', input)).toContain('more than one launch path');
    expect(world.refusal(spoke, 'ProvisionProduct', { ...input, PathName: 'Nowhere' })).toContain(
      'ResourceNotFoundException',
    );
  });
});

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
