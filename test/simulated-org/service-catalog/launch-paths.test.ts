import { describe, expect, it } from '@jest/globals';
import { aTemplate, hub, portfolioOf, sharedProduct, spoke, SPOKE, unshared, World } from './a-world.ts';

function paths(world: World, product: string, who = spoke): readonly { readonly Name: string }[] {
  return world.ask<{ LaunchPathSummaries: { Name: string }[] }>(who, 'ListLaunchPaths', { ProductId: product })
    .LaunchPathSummaries;
}

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
    { pattern: 'arn:aws:iam:::role/Dev?', role: 'Dev', fits: true },
    { pattern: 'arn:aws:iam:::role/Dev?', role: 'Dev12', fits: false },
    { pattern: 'arn:aws:iam:::role/*/Dev', role: 'a/b/Dev', fits: true },
    { pattern: 'arn:aws:iam:::role/*/Dev', role: 'Dev', fits: false },
    { pattern: 'arn:aws:iam:::role/De.', role: 'Dev', fits: false },
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

  it('are gone with the principal', () => {
    const world = new World();
    const { portfolio, product } = sharedProduct(world);
    const pattern = { PortfolioId: portfolio, PrincipalARN: 'arn:aws:iam:::role/*', PrincipalType: 'IAM_PATTERN' };

    world.ask(hub, 'DisassociatePrincipalFromPortfolio', pattern);

    expect(world.refusal(spoke, 'ListLaunchPaths', { ProductId: product })).toContain('No launch paths');
    expect(world.refusal(hub, 'DisassociatePrincipalFromPortfolio', pattern)).toContain('ResourceNotFoundException');
  });

  it.each([
    { name: 'its own and the patterns of the owner', SharePrincipals: true, lists: ['role/*', 'role/Mine'] },
    { name: 'its own alone where principals are not shared', SharePrincipals: false, lists: ['role/Mine'] },
  ])('come from principals of which a recipient lists $name', ({ SharePrincipals, lists }) => {
    const world = new World();
    const { portfolio } = sharedProduct(world, aTemplate(), { SharePrincipals });
    for (const [who, name] of [
      [hub, 'Theirs'],
      [spoke, 'Mine'],
    ] as const) {
      world.ask(who, 'AssociatePrincipalWithPortfolio', {
        PortfolioId: portfolio,
        PrincipalARN: `arn:aws:iam::${who.account}:role/${name}`,
        PrincipalType: 'IAM',
      });
    }

    const { Principals } = world.ask<{ Principals: readonly { PrincipalARN: string }[] }>(
      spoke,
      'ListPrincipalsForPortfolio',
      { PortfolioId: portfolio },
    );

    expect(Principals.map(({ PrincipalARN }) => PrincipalARN.split(':').at(-1))).toEqual(lists);
  });

  it('come from at most ten patterns per portfolio', () => {
    const world = new World();
    const { portfolio } = unshared(world);
    const add = (index: number) =>
      world.refusal(hub, 'AssociatePrincipalWithPortfolio', {
        PortfolioId: portfolio,
        PrincipalARN: `arn:aws:iam:::role/R${index}`,
        PrincipalType: 'IAM_PATTERN',
      });

    const refusals = Array.from({ length: 11 }, (_, index) => add(index));

    expect(refusals.filter((refusal) => refusal !== 'no error')).toEqual([
      'LimitExceededException: A portfolio has at most 10 patterns.',
    ]);
    expect(add(3)).toBe('no error');
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
