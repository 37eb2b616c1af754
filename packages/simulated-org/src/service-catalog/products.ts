import * as z from 'zod';
import { ServiceError } from '../operation.ts';
import { catalogArn, idOf, type Product } from './entities.ts';
import { tagOptionDetail, tagOptionsOf } from './effective-tag-options.ts';
import { notFound, operation, optional, paged, text, token } from './input.ts';
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
      ProductType: z.enum([
        'CLOUD_FORMATION_TEMPLATE',
        'MARKETPLACE',
        'TERRAFORM_OPEN_SOURCE',
        'TERRAFORM_CLOUD',
        'EXTERNAL',
      ]),
      ProvisioningArtifactParameters: VersionProperties,
      IdempotencyToken: token,
    },
    (input, context) => {
      const { store, clock, caller, region } = context;
      const id = idOf('prod', context, input.IdempotencyToken);
      const former = store.get('servicecatalog.products', id);
      if (former !== undefined) return creation(former);
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
      store.put('servicecatalog.products', id, product);
      return creation(product);
    },
    ofProduct('ProductId'),
  ),
  DeleteProduct: operation(
    { Id: text },
    ({ Id }, context) => {
      const product = ownProduct(Id, context);
      const holders = ownPortfolios(context.store, product).filter(({ products }) => products.includes(Id));
      if (holders.length > 0)
        throw new ServiceError('ResourceInUseException', `Product ${Id} is still in portfolio ${holders[0]?.id}.`);
      context.store.remove('servicecatalog.products', Id);
      return {};
    },
    ofProduct('Id'),
  ),
  SearchProductsAsAdmin: operation(
    {
      PortfolioId: optional,
      ...paged(20),
    },
    ({ PortfolioId, PageToken, PageSize }, context) => {
      const { store, caller, region } = context;
      const place = { account: caller.account, region };
      const portfolio = [
        ...ownPortfolios(store, place),
        ...importedPortfolios(context, place).map((imported) => imported.portfolio),
      ].find(({ id }) => id === PortfolioId);
      if (PortfolioId !== undefined && portfolio === undefined) throw notFound(`Portfolio ${PortfolioId} not found.`);
      const all = [...store.all('servicecatalog.products')]
        .filter((product) =>
          portfolio === undefined
            ? product.account === caller.account && product.region === region
            : portfolio.products.includes(product.id) && seesProduct(context, place, product),
        )
        .map(productDetail);
      return listed('ProductViewDetails', all, { PageToken, PageSize }, context);
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
        TagOptions: tagOptionsOf(product.id, SourcePortfolioId, context).map(tagOptionDetail),
        Budgets: [],
      };
    },
    ofProduct('Id'),
  ),
};

function creation(product: Product): object {
  const [first] = product.versions;
  return {
    ProductViewDetail: productDetail(product),
    ProvisioningArtifactDetail: first === undefined ? undefined : versionDetail(first),
    Tags: [],
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
