import { describe, expect, it } from '@jest/globals';
import { aTemplate, hub, launch, OTHER, portfolioOf, productOf, sharedProduct, spoke, World } from './a-world.ts';

const CONSTRAINT = {
  Type: 'LAUNCH',
  Parameters: JSON.stringify({ LocalRoleName: 'Launcher' }),
  IdempotencyToken: 'constraint',
};

describe('a request', () => {
  it.each([
    { name: 'without a member that it needs', operation: 'CreatePortfolio', input: { DisplayName: 'a' } },
    { name: 'with a member of another type', operation: 'DescribePortfolio', input: { Id: 1 } },
    { name: 'with an empty id', operation: 'DescribePortfolio', input: { Id: '' } },
    { name: 'with a larger page than the list has', operation: 'SearchProductsAsAdmin', input: { PageSize: 21 } },
    { name: 'with a larger page than search has', operation: 'SearchProvisionedProducts', input: { PageSize: 101 } },
    { name: 'with a token of other letters', operation: 'TerminateProvisionedProduct', input: { TerminateToken: '-' } },
    { name: 'with a member that is not simulated', operation: 'SearchProductsAsAdmin', input: { SortBy: 'Title' } },
    {
      name: 'to keep the resources',
      operation: 'TerminateProvisionedProduct',
      input: { RetainPhysicalResources: true },
    },
  ])('$name is a ValidationException', ({ operation, input }) => {
    expect(new World().refusal(hub, operation, input)).toMatch(/^ValidationException: /);
  });

  it.each([
    { operation: 'DescribeProductAsAdmin', input: {} },
    { operation: 'DescribeProductAsAdmin', input: { Id: 'prod-1', Name: 'a' } },
    { operation: 'DescribeProvisionedProduct', input: {} },
    { operation: 'UpdateProvisionedProduct', input: { UpdateToken: 'a' } },
  ])(
    'by neither id nor name, or by both, is an InvalidParametersException: $operation with $input',
    ({ operation, input }) => {
      expect(new World().refusal(hub, operation, input)).toMatch(/^InvalidParametersException: /);
    },
  );

  it.each([
    { operation: 'CreatePortfolio', input: { DisplayName: 'a', ProviderName: 'b', IdempotencyToken: 'same' } },
    {
      operation: 'CreateProduct',
      input: {
        Name: 'a',
        Owner: 'b',
        ProductType: 'CLOUD_FORMATION_TEMPLATE',
        ProvisioningArtifactParameters: { Info: { LoadTemplateFromURL: 'https://templates.s3.amazonaws.com/0.yaml' } },
        IdempotencyToken: 'same',
      },
    },
  ])('that comes again under its token gives the first again: $operation', ({ operation, input }) => {
    const world = new World();
    world.template(aTemplate());

    const first = world.ask(hub, operation, input);
    world.wait(10);

    expect(world.ask(hub, operation, input)).toEqual(first);
  });
});

describe('a version', () => {
  it('may be deleted as long as there is another', () => {
    const world = new World();
    const { product, version } = productOf(world, aTemplate());

    expect(
      world.refusal(hub, 'DeleteProvisioningArtifact', { ProductId: product, ProvisioningArtifactId: version }),
    ).toContain('must have at least one version');
  });

  it('is refused with a template that does not parse', () => {
    const world = new World();
    const { product } = productOf(world, aTemplate());
    const publish = (template: string) =>
      world.refusal(hub, 'CreateProvisioningArtifact', {
        ProductId: product,
        Parameters: { Name: 'v2', Info: { LoadTemplateFromURL: world.template(template) } },
        IdempotencyToken: 'v2',
      });

    expect(publish('Resources: [')).toContain('Template format error');
    expect(publish('Resources: { A: {} }')).toContain('Template format error: Resources.A.Type');
    expect(publish(aTemplate({ parameters: '{ A: { Type: String, AllowedPattern: "(" } }' }))).toContain(
      'not a regular',
    );
  });

  it('takes templates in JSON, and in YAML with short functions', () => {
    const world = new World();
    const { product } = productOf(world, aTemplate());
    const templates = [
      '{"Resources":{"A":{"Type":"AWS::SNS::Topic","Properties":{"Name":{"Ref":"AWS::StackName"}}}}}',
      'Resources: { A: { Type: AWS::SNS::Topic, Properties: { Name: !Sub "${AWS::StackName}-a", B: !Join ["", [!Ref A]] } } }',
    ];

    for (const [index, template] of templates.entries()) {
      expect(
        world.refusal(hub, 'CreateProvisioningArtifact', {
          ProductId: product,
          Parameters: { Name: `v${index}`, Info: { LoadTemplateFromURL: world.template(template) } },
          IdempotencyToken: `v${index}`,
        }),
      ).toBe('no error');
    }
  });
});

describe('a product', () => {
  it('is deleted when no portfolio holds it; what was launched goes on', () => {
    const world = new World();
    const shared = sharedProduct(world);
    const { ProvisionedProductId: id } = launch(world, shared);
    const remove = () => world.refusal(hub, 'DeleteProduct', { Id: shared.product });

    const held = remove();
    world.ask(hub, 'DisassociateProductFromPortfolio', { PortfolioId: shared.portfolio, ProductId: shared.product });

    expect(held).toContain('ResourceInUseException');
    expect(remove()).toBe('no error');
    expect(world.refusal(spoke, 'DescribeProvisionedProduct', { Id: id })).toBe('no error');
  });

  it('comes into a local portfolio only from a portfolio that holds it', () => {
    const world = new World();
    const { product, portfolio } = sharedProduct(world);
    const local = portfolioOf(world, spoke);
    const associate = (source: string) =>
      world.refusal(spoke, 'AssociateProductWithPortfolio', {
        PortfolioId: local,
        ProductId: product,
        SourcePortfolioId: source,
      });

    expect(associate(local)).toContain('is not in portfolio');
    expect(associate(portfolio)).toBe('no error');
  });
});

describe('a constraint', () => {
  it('is one per product and portfolio, and told to those who launch', () => {
    const world = new World();
    const { product, portfolio } = sharedProduct(world);
    const create = (token: string) =>
      world.refusal(hub, 'CreateConstraint', {
        ...CONSTRAINT,
        PortfolioId: portfolio,
        ProductId: product,
        IdempotencyToken: token,
      });

    expect(create('a')).toBe('no error');
    expect(create('a')).toBe('no error');
    expect(create('b')).toContain('DuplicateResourceException');
    expect(world.ask(spoke, 'ListLaunchPaths', { ProductId: product })).toMatchObject({
      LaunchPathSummaries: [{ ConstraintSummaries: [{ Type: 'LAUNCH' }] }],
    });
  });

  it.each([
    { type: 'LAUNCH', parameters: '{' },
    { type: 'LAUNCH', parameters: '{"RoleArn":"a","LocalRoleName":"b"}' },
    { type: 'STACKSET', parameters: '{}' },
  ])('of type $type is refused with $parameters', ({ type, parameters }) => {
    const world = new World();
    const { product, portfolio } = sharedProduct(world);

    expect(
      world.refusal(hub, 'CreateConstraint', {
        ...CONSTRAINT,
        PortfolioId: portfolio,
        ProductId: product,
        Type: type,
        Parameters: parameters,
      }),
    ).toContain('InvalidParametersException');
  });

  it('is not told to those who do not see its portfolio', () => {
    const world = new World();
    const portfolio = portfolioOf(world);
    const { product } = productOf(world, aTemplate());
    world.ask(hub, 'AssociateProductWithPortfolio', { PortfolioId: portfolio, ProductId: product });
    const made = world.ask<{ ConstraintDetail: { ConstraintId: string } }>(hub, 'CreateConstraint', {
      ...CONSTRAINT,
      PortfolioId: portfolio,
      ProductId: product,
    });

    const describeIt = (account: string) =>
      world.refusal({ account }, 'DescribeConstraint', { Id: made.ConstraintDetail.ConstraintId });

    expect(describeIt(hub.account)).toBe('no error');
    expect(describeIt(OTHER)).toContain('ResourceNotFoundException');
  });
});
