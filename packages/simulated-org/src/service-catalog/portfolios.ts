import type { RequestContext } from '../operation.ts';
import { tagOptionDetail, tagOptionsOf } from './effective-tag-options.ts';
import { catalogArn, idOf, type Portfolio } from './entities.ts';
import { notFound, operation, optional, paged, text, token } from './input.ts';
import { listed } from './lists.ts';
import { importedPortfolios, ownPortfolios, visibleProduct } from './visibility.ts';

/** The ARN that an operation on one portfolio is checked against; a new one may have any. */
export const ofPortfolio = {
  resources: (input: { readonly PortfolioId?: string; readonly Id?: string }, { region, caller }: RequestContext) => [
    catalogArn({ account: caller.account, region }, `portfolio/${input.PortfolioId ?? input.Id ?? '*'}`),
  ],
};

/** Portfolios, and the products in them. */
export const portfolioOperations = {
  CreatePortfolio: operation(
    { DisplayName: text, ProviderName: text, Description: optional, IdempotencyToken: token },
    (
      { DisplayName: name, ProviderName: provider, Description: description = '', IdempotencyToken: token },
      context,
    ) => {
      const { store, clock, caller, region } = context;
      const id = idOf('port', context, token);
      const portfolio: Portfolio = {
        id,
        account: caller.account,
        region,
        name,
        description,
        provider,
        createdAt: clock.now(),
        products: [],
        principals: [],
        shares: [],
      };
      const made = store.get('servicecatalog.portfolios', id) ?? portfolio;
      store.put('servicecatalog.portfolios', id, made);
      return { PortfolioDetail: portfolioDetail(made), Tags: [] };
    },
    ofPortfolio,
  ),
  DescribePortfolio: operation(
    { Id: text },
    ({ Id }, context) => {
      const portfolio = visiblePortfolio(Id, context);
      const source = portfolio.account === context.caller.account ? undefined : Id;
      return {
        PortfolioDetail: portfolioDetail(portfolio),
        Tags: [],
        TagOptions: tagOptionsOf(Id, source, context).map(tagOptionDetail),
      };
    },
    ofPortfolio,
  ),
  ListPortfolios: operation(paged(100), ({ PageToken, PageSize }, context) => {
    const { store, caller, region } = context;
    const all = ownPortfolios(store, { account: caller.account, region }).map(portfolioDetail);
    return listed('PortfolioDetails', all, { PageToken, PageSize }, context);
  }),
  ListPortfoliosForProduct: operation(
    { ProductId: text, ...paged(100) },
    ({ ProductId, PageToken, PageSize }, context) => {
      const { store, caller, region } = context;
      const product = visibleProduct(context, { id: ProductId });
      const all = ownPortfolios(store, { account: caller.account, region })
        .filter(({ products }) => products.includes(product.id))
        .map(portfolioDetail);
      return listed('PortfolioDetails', all, { PageToken, PageSize }, context);
    },
    {
      resources: ({ ProductId = '' }: { readonly ProductId?: string }, { region, caller }) => [
        catalogArn({ account: caller.account, region }, `product/${ProductId}`),
      ],
    },
  ),
  AssociateProductWithPortfolio: operation(
    { PortfolioId: text, ProductId: text, SourcePortfolioId: optional },
    ({ PortfolioId, ProductId, SourcePortfolioId: source }, context) => {
      const portfolio = ownPortfolio(PortfolioId, context);
      visibleProduct(context, { id: ProductId });
      if (source !== undefined && !visiblePortfolio(source, context).products.includes(ProductId))
        throw notFound(`Product ${ProductId} is not in portfolio ${source}.`);
      changePortfolio(portfolio, { products: [...new Set([...portfolio.products, ProductId])] }, context);
      return {};
    },
  ),
  DisassociateProductFromPortfolio: operation(
    { PortfolioId: text, ProductId: text },
    ({ PortfolioId, ProductId }, context) => {
      const portfolio = ownPortfolio(PortfolioId, context);
      if (!portfolio.products.includes(ProductId))
        throw notFound(`Product ${ProductId} is not in portfolio ${PortfolioId}.`);
      const constraints = [...context.store.all('servicecatalog.constraints')];
      for (const { id, portfolioId, productId } of constraints) {
        if (portfolioId === PortfolioId && productId === ProductId)
          context.store.remove('servicecatalog.constraints', id);
      }
      changePortfolio(portfolio, { products: portfolio.products.filter((id) => id !== ProductId) }, context);
      return {};
    },
  ),
};

/** A portfolio of the caller's own. Throws ResourceNotFoundException for any other. */
export function ownPortfolio(id: string, { store, caller, region }: RequestContext): Portfolio {
  const portfolio = store.get('servicecatalog.portfolios', id);
  if (portfolio?.account !== caller.account || portfolio.region !== region)
    throw notFound(`Portfolio ${id} not found.`);
  return portfolio;
}

/** Own or imported. */
export function visiblePortfolio(id: string, context: RequestContext): Portfolio {
  const { caller, region } = context;
  const imported = importedPortfolios(context, { account: caller.account, region }).find(
    ({ portfolio }) => portfolio.id === id,
  );
  return imported?.portfolio ?? ownPortfolio(id, context);
}

export function changePortfolio(portfolio: Portfolio, parts: Partial<Portfolio>, { store }: RequestContext): void {
  store.put('servicecatalog.portfolios', portfolio.id, { ...portfolio, ...parts });
}

export function portfolioDetail(portfolio: Portfolio): object {
  const { id, name, description, provider, createdAt } = portfolio;
  return {
    Id: id,
    ARN: catalogArn(portfolio, `portfolio/${id}`),
    DisplayName: name,
    Description: description,
    CreatedTime: new Date(createdAt),
    ProviderName: provider,
  };
}
