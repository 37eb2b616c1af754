import { describe, expect, it } from '@jest/globals';
import { aTemplate, hub, portfolioOf, sharedProduct, SPOKE, spoke, World, type Shared } from './a-world.ts';

const launchedBy = (role: string) => `arn:aws:iam::${SPOKE}:role/${role}`;

function constrain(world: World, who: typeof hub, portfolio: string, { product }: Shared, role: string): void {
  world.ask(who, 'CreateConstraint', {
    PortfolioId: portfolio,
    ProductId: product,
    Type: 'LAUNCH',
    Parameters: JSON.stringify({ LocalRoleName: role }),
    IdempotencyToken: world.token(),
  });
}

/** A shared product that the spoke has in a portfolio of its own too, from which alone its people launch. */
function localised(): { world: World; shared: Shared; local: string } {
  const world = new World();
  const shared = sharedProduct(world, aTemplate(), { SharePrincipals: false });
  const local = portfolioOf(world, spoke);
  world.ask(spoke, 'AssociateProductWithPortfolio', {
    PortfolioId: local,
    ProductId: shared.product,
    SourcePortfolioId: shared.portfolio,
  });
  world.ask(spoke, 'AssociatePrincipalWithPortfolio', {
    PortfolioId: local,
    PrincipalARN: 'arn:aws:iam:::role/*',
    PrincipalType: 'IAM_PATTERN',
  });
  return { world, shared, local };
}

function launchRole(world: World, { product, version }: Shared): string | undefined {
  return world.ask<{ RecordDetail: { LaunchRoleArn?: string } }>(spoke, 'ProvisionProduct', {
    ProductId: product,
    ProvisioningArtifactId: version,
    ProvisionedProductName: 'orders',
    ProvisionToken: world.token(),
  }).RecordDetail.LaunchRoleArn;
}

describe('an imported product in a local portfolio', () => {
  it('is launched by the launch constraint that it came with', () => {
    const { world, shared } = localised();
    constrain(world, hub, shared.portfolio, shared, 'Theirs');

    const { LaunchPathSummaries } = world.ask(spoke, 'ListLaunchPaths', { ProductId: shared.product });

    expect(LaunchPathSummaries).toMatchObject([{ ConstraintSummaries: [{ Type: 'LAUNCH' }] }]);
    expect(launchRole(world, shared)).toBe(launchedBy('Theirs'));
  });

  it('is launched by a constraint of the local portfolio, which overrides it', () => {
    const { world, shared, local } = localised();
    constrain(world, hub, shared.portfolio, shared, 'Theirs');
    constrain(world, spoke, local, shared, 'Ours');

    expect(launchRole(world, shared)).toBe(launchedBy('Ours'));
  });

  it('is launched by the caller where neither has one', () => {
    const { world, shared } = localised();

    expect(launchRole(world, shared)).toBeUndefined();
  });

  it('is no stack set for being one in the shared portfolio', () => {
    const { world, shared } = localised();
    world.ask(hub, 'CreateConstraint', {
      PortfolioId: shared.portfolio,
      ProductId: shared.product,
      Type: 'STACKSET',
      Parameters: JSON.stringify({ Version: 'String', Properties: {} }),
      IdempotencyToken: world.token(),
    });

    launchRole(world, shared);

    expect(world.ask(spoke, 'DescribeProvisionedProduct', { Name: 'orders' })).toMatchObject({
      ProvisionedProductDetail: { Type: 'CFN_STACK' },
    });
  });

  it('is launched by the id of a path where both portfolios have one name', () => {
    const { world, shared, local } = localised();
    world.ask(spoke, 'AssociatePrincipalWithPortfolio', {
      PortfolioId: shared.portfolio,
      PrincipalARN: launchedBy('Admin'),
      PrincipalType: 'IAM',
    });
    constrain(world, spoke, local, shared, 'Ours');
    const { LaunchPathSummaries: paths } = world.ask<{
      LaunchPathSummaries: readonly { Id: string; Name: string; ConstraintSummaries: readonly object[] }[];
    }>(spoke, 'ListLaunchPaths', { ProductId: shared.product });
    const input = {
      ProductId: shared.product,
      ProvisioningArtifactId: shared.version,
      ProvisionedProductName: 'orders',
      ProvisionToken: 'launch',
    };

    const byName = world.refusal(spoke, 'ProvisionProduct', { ...input, PathName: 'Databases' });
    const ofLocal = paths.find(({ ConstraintSummaries }) => ConstraintSummaries.length === 1);
    const { RecordDetail } = world.ask(spoke, 'ProvisionProduct', { ...input, PathId: ofLocal?.Id });

    expect(paths.map(({ Name }) => Name)).toEqual(['Databases', 'Databases']);
    expect(byName).toContain('more than one launch path named Databases');
    expect(RecordDetail).toMatchObject({ PathId: ofLocal?.Id, LaunchRoleArn: launchedBy('Ours') });
  });
});
