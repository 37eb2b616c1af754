import * as z from 'zod';
import { ServiceError, type RequestContext } from '../operation.ts';
import { catalogArn, idOf, type Product, type TagOption } from './entities.ts';
import { notFound, operation, optional, paged, Tags, text } from './input.ts';
import { listed } from './lists.ts';
import { newVersion, ofProduct, ownProduct, versionDetail, VersionProperties } from './versions.ts';
import { importedPortfolios, ownPortfolios, seesProduct, visibleProduct } from './visibility.ts';

/** Products, from both sides: those who own them, and those who launch them. */
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
};

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
