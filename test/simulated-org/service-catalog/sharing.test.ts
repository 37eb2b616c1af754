import { describe, expect, it } from '@jest/globals';
import { aTemplate, hub, launch, OTHER, sharedProduct, spoke, SPOKE, unshared, World } from './a-world.ts';

function share(world: World, portfolio: string, recipient: object): void {
  world.ask(hub, 'CreatePortfolioShare', { PortfolioId: portfolio, ...recipient });
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
    world.wait(1);

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
