import { describe, expect, it } from '@jest/globals';
import { hub, launch, sharedProduct, spoke, World } from './a-world.ts';

const elsewhere = { ...spoke, region: 'us-east-1' };

/** Something of every kind in one Region: what each operation needs to find it. */
function everything(world: World): readonly { readonly operation: string; readonly input: object }[] {
  const shared = sharedProduct(world);
  const { ProvisionedProductId: id, RecordId } = launch(world, shared);
  const { TagOptionDetail } = world.ask<{ TagOptionDetail: { Id: string } }>(spoke, 'CreateTagOption', {
    Key: 'auto',
    Value: 'true',
  });
  const { ProvisionedProducts } = world.ask<{ ProvisionedProducts: readonly { PhysicalId: string }[] }>(
    spoke,
    'SearchProvisionedProducts',
    {},
  );
  return [
    { operation: 'DescribeProvisionedProduct', input: { Id: id } },
    { operation: 'DescribeProvisionedProduct', input: { Name: 'orders' } },
    { operation: 'DescribeRecord', input: { Id: RecordId } },
    { operation: 'DescribePortfolio', input: { Id: shared.portfolio } },
    { operation: 'DescribeProductAsAdmin', input: { Id: shared.product } },
    { operation: 'ListLaunchPaths', input: { ProductId: shared.product } },
    { operation: 'DescribeTagOption', input: { Id: TagOptionDetail.Id } },
    { operation: 'TerminateProvisionedProduct', input: { ProvisionedProductId: id, TerminateToken: 'end' } },
    { operation: 'DescribeStacks', input: { StackName: ProvisionedProducts[0]?.PhysicalId } },
  ];
}

describe('a Region', () => {
  it('does not know what is in another', () => {
    const world = new World();
    const finds = everything(world);

    const refusals = finds.map(({ operation, input }) => world.refusal(elsewhere, operation, input));

    expect(refusals).toEqual(
      finds.map(({ operation }) =>
        expect.stringMatching(
          operation === 'DescribeStacks' ? /^ValidationError: .* does not exist$/ : /^ResourceNotFoundException: /,
        ),
      ),
    );
    expect(finds.map(({ operation, input }) => world.refusal(spoke, operation, input))).toEqual(
      finds.map(() => 'no error'),
    );
  });

  it('lists nothing of another', () => {
    const world = new World();
    everything(world);
    const account = { AccessLevelFilter: { Key: 'Account', Value: 'self' } };

    expect(world.ask(elsewhere, 'SearchProvisionedProducts', {})).toMatchObject({ TotalResultsCount: 0 });
    expect(world.ask(elsewhere, 'ListRecordHistory', account)).toMatchObject({ RecordDetails: [] });
    expect(world.ask(elsewhere, 'ListTagOptions', {})).toMatchObject({ TagOptionDetails: [] });
    expect(
      world.ask(elsewhere, 'ListAcceptedPortfolioShares', { PortfolioShareType: 'AWS_ORGANIZATIONS' }),
    ).toMatchObject({ PortfolioDetails: [] });
    expect(world.ask({ ...hub, region: 'us-east-1' }, 'ListPortfolios', {})).toMatchObject({ PortfolioDetails: [] });
  });

  it('takes the same names and tokens as another, and gives ids of its own', () => {
    const ids = (region: string) => {
      const { PortfolioDetail } = world.ask<{ PortfolioDetail: { Id: string } }>(
        { ...hub, region },
        'CreatePortfolio',
        {
          DisplayName: 'one',
          ProviderName: 'us',
          IdempotencyToken: 'one',
        },
      );
      const { TagOptionDetail } = world.ask<{ TagOptionDetail: { Id: string } }>(
        { ...hub, region },
        'CreateTagOption',
        {
          Key: 'auto',
          Value: 'true',
        },
      );
      return [PortfolioDetail.Id, TagOptionDetail.Id];
    };
    const world = new World();

    expect(new Set([...ids('eu-west-1'), ...ids('us-east-1')]).size).toBe(4);
  });
});
