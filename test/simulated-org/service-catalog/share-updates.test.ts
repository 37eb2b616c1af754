import { describe, expect, it } from '@jest/globals';
import { aTemplate, hub, OTHER, sharedProduct, spoke, SPOKE, World, type Shared } from './a-world.ts';

const ORGANIZATION = { OrganizationNode: { Type: 'ORGANIZATION', Value: 'o-1234567890' } };

interface Begun {
  readonly PortfolioShareToken: string;
  readonly Status: string;
}

/** A portfolio that is shared with the organisation, without its principals, in a world. */
function unpublished(): { readonly world: World; readonly shared: Shared } {
  const world = new World();
  return { world, shared: sharedProduct(world, aTemplate(), { SharePrincipals: false }) };
}

function publish(world: World, { portfolio }: Shared): Begun {
  return world.ask<Begun>(hub, 'UpdatePortfolioShare', {
    PortfolioId: portfolio,
    ...ORGANIZATION,
    SharePrincipals: true,
  });
}

function flagsOf(world: World, { portfolio }: Shared): object | undefined {
  const { PortfolioShareDetails: shares } = world.ask<{ PortfolioShareDetails: readonly object[] }>(
    hub,
    'DescribePortfolioShares',
    { PortfolioId: portfolio, Type: 'ORGANIZATION' },
  );
  return shares[0];
}

describe('an update of a share', () => {
  it('takes time: its recipients see it once it is COMPLETED', () => {
    const { world, shared } = unpublished();
    const seen = () => ({
      status: world.ask<Begun>(hub, 'DescribePortfolioShareStatus', { PortfolioShareToken: token }).Status,
      flags: flagsOf(world, shared),
      path: world.refusal(spoke, 'ListLaunchPaths', { ProductId: shared.product }),
    });

    const { PortfolioShareToken: token, Status: begun } = publish(world, shared);
    const during = seen();
    world.wait(0.5);
    const after = seen();

    expect(begun).toBe('IN_PROGRESS');
    expect(during).toMatchObject({ status: 'IN_PROGRESS', flags: { SharePrincipals: false, ShareTagOptions: false } });
    expect(during.path).toContain('No launch paths found');
    expect(after).toMatchObject({ status: 'COMPLETED', flags: { SharePrincipals: true, ShareTagOptions: false } });
    expect(after.path).toBe('no error');
  });

  it('leaves the flags that it does not name', () => {
    const { world, shared } = unpublished();
    publish(world, shared);
    world.wait(1);

    world.ask(hub, 'UpdatePortfolioShare', { PortfolioId: shared.portfolio, ...ORGANIZATION, ShareTagOptions: true });
    world.wait(1);

    expect(flagsOf(world, shared)).toMatchObject({ SharePrincipals: true, ShareTagOptions: true });
  });

  it('is refused while another one is under way', () => {
    const { world, shared } = unpublished();
    publish(world, shared);

    const refusal = world.refusal(hub, 'UpdatePortfolioShare', { PortfolioId: shared.portfolio, ...ORGANIZATION });

    expect(refusal).toMatch(/^InvalidStateException: /);
  });

  it('tells whom it has reached, when it is over', () => {
    const { world, shared } = unpublished();
    const { PortfolioShareToken: token } = publish(world, shared);
    const reached = () => world.ask(hub, 'DescribePortfolioShareStatus', { PortfolioShareToken: token });

    const during = reached();
    world.wait(1);
    const after = reached();

    expect(during).toMatchObject({ ShareDetails: { SuccessfulShares: [], ShareErrors: [] } });
    expect(after).toMatchObject({
      PortfolioShareToken: token,
      PortfolioId: shared.portfolio,
      OrganizationNodeValue: 'o-1234567890',
      ShareDetails: { SuccessfulShares: [SPOKE, OTHER], ShareErrors: [] },
    });
  });

  it('is told to the management account and delegated administrators alone', () => {
    const { world } = unpublished();

    const refusal = world.refusal(spoke, 'DescribePortfolioShareStatus', { PortfolioShareToken: 'share-1' });

    expect(refusal).toMatch(/^OperationNotSupportedException: /);
  });

  it('is not there under another token, nor in another Region', () => {
    const { world, shared } = unpublished();
    const { PortfolioShareToken: token } = publish(world, shared);

    const unknown = world.refusal(hub, 'DescribePortfolioShareStatus', { PortfolioShareToken: 'share-1' });
    const elsewhere = world.refusal({ ...hub, region: 'us-east-1' }, 'DescribePortfolioShareStatus', {
      PortfolioShareToken: token,
    });

    expect(unknown).toMatch(/^ResourceNotFoundException: /);
    expect(elsewhere).toMatch(/^ResourceNotFoundException: /);
  });

  it.each([
    { name: 'making a share', operation: 'CreatePortfolioShare', recipient: 'ou-apps' },
    { name: 'ending one', operation: 'DeletePortfolioShare', recipient: undefined },
  ])('has a token as $name has, which is over at once', ({ operation, recipient }) => {
    const { world, shared } = unpublished();
    const node =
      recipient === undefined ? ORGANIZATION : { OrganizationNode: { Type: 'ORGANIZATIONAL_UNIT', Value: recipient } };

    const { PortfolioShareToken: token } = world.ask<Begun>(hub, operation, { PortfolioId: shared.portfolio, ...node });

    expect(world.ask(hub, 'DescribePortfolioShareStatus', { PortfolioShareToken: token })).toMatchObject({
      Status: 'COMPLETED',
    });
  });
});
