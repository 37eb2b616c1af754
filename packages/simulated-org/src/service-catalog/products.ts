import * as z from 'zod';
import { ServiceError, type RequestContext } from '../operation.ts';
import { catalogArn, idOf, type Product, type TagOption, type Version } from './entities.ts';
import { notFound, operation, optional, paged, Tags, text } from './input.ts';
import { listed } from './portfolios.ts';
import { parameterShapes } from './parameters.ts';
import { loadTemplate, templateOf } from './template.ts';
import { importedPortfolios, launchPathsOf, ownPortfolios, seesProduct, visibleProduct } from './visibility.ts';

const VersionProperties = z.strictObject({
  Name: z.string().default('v1'),
  Description: z.string().default(''),
  Type: z.string().default('CLOUD_FORMATION_TEMPLATE'),
  Info: z.strictObject({ LoadTemplateFromURL: z.string() }),
  DisableTemplateValidation: z.boolean().optional(),
});

/** Products and their versions, from both sides: those who own them, and those who launch them. */
export const productOperations = {
  CreateProduct: operation(
    {
      Name: text,
      Owner: text,
      Description: z.string().default(''),
      ProductType: text,
      Tags,
      ProvisioningArtifactParameters: VersionProperties,
      IdempotencyToken: text,
      Distributor: optional,
      SupportDescription: optional,
      SupportEmail: optional,
      SupportUrl: optional,
    },
    (input, context) => {
      const { store, clock, caller, region } = context;
      const id = idOf('prod', context, input.IdempotencyToken);
      const version = newVersion(id, input.ProvisioningArtifactParameters, input.IdempotencyToken, context);
      const product: Product = {
        id,
        account: caller.account,
        region,
        name: input.Name,
        owner: input.Owner,
        description: input.Description,
        type: input.ProductType,
        createdAt: clock.now(),
        versions: [version],
      };
      const made = store.get('servicecatalog.products', id) ?? product;
      store.put('servicecatalog.products', id, made);
      return { ProductViewDetail: productDetail(made), ProvisioningArtifactDetail: versionDetail(version), Tags: [] };
    },
  ),
  DeleteProduct: operation({ Id: text }, ({ Id }, context) => {
    const product = ownProduct(Id, context);
    const holders = ownPortfolios(context.store, product).filter(({ products }) => products.includes(Id));
    if (holders.length > 0)
      throw new ServiceError('ResourceInUseException', `Product ${Id} is still in portfolio ${holders[0]?.id}.`);
    context.store.remove('servicecatalog.products', Id);
    return {};
  }),
  CreateProvisioningArtifact: operation(
    { ProductId: text, Parameters: VersionProperties, IdempotencyToken: text },
    ({ ProductId, Parameters, IdempotencyToken }, context) => {
      const product = ownProduct(ProductId, context);
      const version = newVersion(ProductId, Parameters, IdempotencyToken, context);
      if (!product.versions.some(({ id }) => id === version.id))
        putVersions(product, [...product.versions, version], context);
      return {
        ProvisioningArtifactDetail: versionDetail(version),
        Info: { TemplateUrl: version.templateUrl },
        Status: 'AVAILABLE',
      };
    },
  ),
  UpdateProvisioningArtifact: operation(
    {
      ProductId: text,
      ProvisioningArtifactId: text,
      Name: optional,
      Description: optional,
      Active: z.boolean().optional(),
      Guidance: z.enum(['DEFAULT', 'DEPRECATED']).optional(),
    },
    ({ ProductId, ProvisioningArtifactId, Name, Description, Active, Guidance }, context) => {
      const product = ownProduct(ProductId, context);
      const version = versionOf(product, ProvisioningArtifactId);
      const changed: Version = {
        ...version,
        name: Name ?? version.name,
        description: Description ?? version.description,
        active: Active ?? version.active,
        guidance: Guidance ?? version.guidance,
      };
      putVersions(
        product,
        product.versions.map((one) => (one.id === changed.id ? changed : one)),
        context,
      );
      return {
        ProvisioningArtifactDetail: versionDetail(changed),
        Info: { TemplateUrl: version.templateUrl },
        Status: 'AVAILABLE',
      };
    },
  ),
  DeleteProvisioningArtifact: operation(
    { ProductId: text, ProvisioningArtifactId: text },
    ({ ProductId, ProvisioningArtifactId }, context) => {
      const product = ownProduct(ProductId, context);
      const { id } = versionOf(product, ProvisioningArtifactId);
      putVersions(
        product,
        product.versions.filter((one) => one.id !== id),
        context,
      );
      return {};
    },
  ),
  SearchProductsAsAdmin: operation(
    {
      PortfolioId: optional,
      Filters: z.record(z.string(), z.array(z.string())).optional(),
      SortBy: optional,
      SortOrder: optional,
      ProductSource: optional,
      ...paged,
    },
    ({ PortfolioId, PageToken, PageSize }, context) => {
      const { store, caller, region } = context;
      const place = { account: caller.account, region };
      const portfolio = [
        ...ownPortfolios(store, place),
        ...importedPortfolios(store, place).map((imported) => imported.portfolio),
      ].find(({ id }) => id === PortfolioId);
      if (PortfolioId !== undefined && portfolio === undefined) throw notFound(`Portfolio ${PortfolioId} not found.`);
      const all = [...store.all('servicecatalog.products')]
        .filter((product) =>
          portfolio === undefined
            ? product.account === caller.account && product.region === region
            : portfolio.products.includes(product.id) && seesProduct(store, place, product),
        )
        .map(productDetail);
      return listed('ProductViewDetails', all, { PageToken, PageSize, most: 20 }, context);
    },
  ),
  DescribeProductAsAdmin: operation(
    { Id: optional, Name: optional, SourcePortfolioId: optional },
    ({ Id, Name, SourcePortfolioId }, context) => {
      const product = visibleProduct(context, { id: Id, name: Name });
      return {
        ProductViewDetail: productDetail(product),
        ProvisioningArtifactSummaries: product.versions.map(({ id, name, description, createdAt }) => ({
          Id: id,
          Name: name,
          Description: description,
          CreatedTime: new Date(createdAt),
        })),
        Tags: [],
        TagOptions: tagOptionsOf(product, SourcePortfolioId, context).map(tagOptionDetail),
        Budgets: [],
      };
    },
    ofProduct('Id'),
  ),
  ListProvisioningArtifacts: operation(
    { ProductId: text },
    ({ ProductId }, context) => ({
      ProvisioningArtifactDetails: visibleProduct(context, { id: ProductId }).versions.map(versionDetail),
    }),
    ofProduct('ProductId'),
  ),
  DescribeProvisioningArtifact: operation(
    {
      ProductId: optional,
      ProductName: optional,
      ProvisioningArtifactId: optional,
      ProvisioningArtifactName: optional,
      Verbose: z.boolean().optional(),
      IncludeProvisioningArtifactParameters: z.boolean().default(false),
    },
    (input, context) => {
      const product = visibleProduct(context, { id: input.ProductId, name: input.ProductName });
      const version = versionOf(product, input.ProvisioningArtifactId, input.ProvisioningArtifactName);
      return {
        ProvisioningArtifactDetail: versionDetail(version),
        Info: { TemplateUrl: version.templateUrl },
        Status: 'AVAILABLE',
        ...(input.IncludeProvisioningArtifactParameters
          ? { ProvisioningArtifactParameters: parameterShapes(templateOf(context.store, version.templateId)) }
          : {}),
      };
    },
    ofProduct('ProductId'),
  ),
  ListLaunchPaths: operation(
    { ProductId: text, ...paged },
    ({ ProductId, PageToken, PageSize }, context) => {
      const product = visibleProduct(context, { id: ProductId });
      const paths = launchPathsOf(product, context);
      if (paths.length === 0) throw notFound(`No launch paths found for resource: ${ProductId}`);
      const all = paths.map(({ id, portfolio }) => ({
        Id: id,
        Name: portfolio.name,
        ConstraintSummaries: [],
        Tags: [],
      }));
      return listed('LaunchPathSummaries', all, { PageToken, PageSize, most: 20 }, context);
    },
    ofProduct('ProductId'),
  ),
  DescribeProvisioningParameters: operation(
    {
      ProductId: optional,
      ProductName: optional,
      ProvisioningArtifactId: optional,
      ProvisioningArtifactName: optional,
      PathId: optional,
      PathName: optional,
    },
    (input, context) => {
      const product = visibleProduct(context, { id: input.ProductId, name: input.ProductName });
      const version = versionOf(product, input.ProvisioningArtifactId, input.ProvisioningArtifactName);
      const paths = launchPathsOf(product, context);
      if (paths.length === 0) throw notFound(`Product ${product.id} does not exist or access was denied`);
      return {
        ProvisioningArtifactParameters: parameterShapes(templateOf(context.store, version.templateId)),
        ConstraintSummaries: [],
        UsageInstructions: [],
        TagOptions: tagOptionsOf(product, undefined, context).map(({ key, value }) => ({ Key: key, Values: [value] })),
      };
    },
    ofProduct('ProductId'),
  ),
};

/** A version of a product by id or name. Throws ResourceNotFoundException when there is none. */
export function versionOf({ id, versions }: Product, versionId: string | undefined, name?: string): Version {
  const version = versions.find((one) => (versionId === undefined ? one.name === name : one.id === versionId));
  if (version === undefined) throw notFound(`Provisioning artifact ${versionId ?? name} of product ${id} not found.`);
  return version;
}

/**
 * The TagOptions of a product that a caller is told: its own account's, and with the portfolio that shares it, when that share shares TagOptions, the
 * owner's too.
 */
export function tagOptionsOf(
  product: Product,
  sourcePortfolioId: string | undefined,
  { store, caller, region }: RequestContext,
): TagOption[] {
  const source = importedPortfolios(store, { account: caller.account, region }).find(
    ({ portfolio }) => portfolio.id === sourcePortfolioId,
  );
  const shared =
    source !== undefined &&
    source.portfolio.products.includes(product.id) &&
    source.shares.some(({ tagOptions }) => tagOptions);
  const owners = new Set([caller.account, ...(shared ? [source.portfolio.account] : [])]);
  return isMigrated(store, caller.account)
    ? [...store.all('servicecatalog.tagOptions')].filter(
        (option) => option.region === region && owners.has(option.account) && option.resources.includes(product.id),
      )
    : [];
}

/** Whether an account's TagOptions are in the TagOption library; in old accounts they are not until somebody migrates them. */
export function isMigrated(store: RequestContext['store'], account: string): boolean {
  return store.get('servicecatalog.accounts', account)?.tagOptionsMigrated ?? true;
}

export function tagOptionDetail({ id, key, value, active, account }: TagOption): object {
  return { Id: id, Key: key, Value: value, Active: active, Owner: account };
}

function newVersion(
  productId: string,
  properties: z.infer<typeof VersionProperties>,
  token: string,
  context: RequestContext,
): Version {
  const { Name, Description, Type, Info } = properties;
  return {
    id: idOf('pa', context, productId, token),
    name: Name,
    description: Description,
    type: Type,
    createdAt: context.clock.now(),
    active: true,
    guidance: 'DEFAULT',
    templateUrl: Info.LoadTemplateFromURL,
    templateId: loadTemplate(Info.LoadTemplateFromURL, context),
  };
}

function ownProduct(id: string, { store, caller, region }: RequestContext): Product {
  const product = store.get('servicecatalog.products', id);
  // Those who import a product cannot change it.
  if (product?.account !== caller.account || product.region !== region) throw notFound(`Product ${id} not found.`);
  return product;
}

function putVersions(product: Product, versions: readonly Version[], { store }: RequestContext): void {
  store.put('servicecatalog.products', product.id, { ...product, versions });
}

function ofProduct(member: 'Id' | 'ProductId') {
  return {
    resources: (input: { readonly Id?: string; readonly ProductId?: string }, { region, caller }: RequestContext) => [
      catalogArn({ account: caller.account, region }, `product/${input[member] ?? '*'}`),
    ],
  };
}

function productDetail(product: Product): object {
  const { id, name, owner, description, type, createdAt } = product;
  return {
    ProductViewSummary: {
      Id: id.replace('prod-', 'prodview-'),
      ProductId: id,
      Name: name,
      Owner: owner,
      ShortDescription: description,
      Type: type,
      HasDefaultPath: false,
    },
    Status: 'AVAILABLE',
    ProductARN: catalogArn(product, `product/${id}`),
    CreatedTime: new Date(createdAt),
  };
}

function versionDetail({ id, name, description, type, createdAt, active, guidance }: Version): object {
  return {
    Id: id,
    Name: name,
    Description: description,
    Type: type,
    CreatedTime: new Date(createdAt),
    Active: active,
    Guidance: guidance,
  };
}
