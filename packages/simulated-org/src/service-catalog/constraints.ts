import * as z from 'zod';
import { ServiceError, type RequestContext } from '../operation.ts';
import { idOf, type Constraint, type Portfolio, type Product } from './entities.ts';
import { notFound, operation, optional, paged, text } from './input.ts';
import { listed } from './lists.ts';
import { ownPortfolio, visiblePortfolio } from './portfolios.ts';

/** With what products are launched: a launch role, or as a stack set. */
export const constraintOperations = {
  CreateConstraint: operation(
    {
      PortfolioId: text,
      ProductId: text,
      Type: z.enum(['LAUNCH', 'STACKSET']),
      Parameters: text,
      Description: optional,
      IdempotencyToken: text,
    },
    ({ PortfolioId, ProductId, Type: type, Parameters: parameters, Description: description = '' }, context) => {
      const portfolio = ownPortfolio(PortfolioId, context);
      if (!portfolio.products.includes(ProductId))
        throw notFound(`Product ${ProductId} is not in portfolio ${PortfolioId}.`);
      if (constraintOf({ portfolio, product: { id: ProductId } }, context) !== undefined) {
        throw new ServiceError(
          'DuplicateResourceException',
          'A product has one LAUNCH or STACKSET constraint per portfolio.',
        );
      }
      const { caller, region } = context;
      const id = idOf('cons', context, PortfolioId, ProductId, type);
      const constraint: Constraint = {
        id,
        account: caller.account,
        region,
        portfolioId: PortfolioId,
        productId: ProductId,
        type,
        description,
        parameters,
      };
      context.store.put('servicecatalog.constraints', id, constraint);
      return { ConstraintDetail: constraintDetail(constraint), ConstraintParameters: parameters, Status: 'AVAILABLE' };
    },
  ),
  DescribeConstraint: operation({ Id: text }, ({ Id }, { store }) => {
    const constraint = store.get('servicecatalog.constraints', Id);
    if (constraint === undefined) throw notFound(`Constraint ${Id} not found.`);
    return {
      ConstraintDetail: constraintDetail(constraint),
      ConstraintParameters: constraint.parameters,
      Status: 'AVAILABLE',
    };
  }),
  ListConstraintsForPortfolio: operation(
    { PortfolioId: text, ProductId: optional, ...paged },
    ({ PortfolioId, ProductId, PageToken, PageSize }, context) => {
      visiblePortfolio(PortfolioId, context);
      const all = [...context.store.all('servicecatalog.constraints')]
        .filter(
          ({ portfolioId, productId }) =>
            portfolioId === PortfolioId && (ProductId === undefined || productId === ProductId),
        )
        .map(constraintDetail);
      return listed('ConstraintDetails', all, { PageToken, PageSize, most: 20 }, context);
    },
  ),
};

/** The constraint of a product in a portfolio that decides with what it is launched. */
export function constraintOf(
  { portfolio, product }: { readonly portfolio: Portfolio; readonly product: Pick<Product, 'id'> },
  { store }: Pick<RequestContext, 'store'>,
): Constraint | undefined {
  return [...store.all('servicecatalog.constraints')].find(
    ({ portfolioId, productId }) => portfolioId === portfolio.id && productId === product.id,
  );
}

function constraintDetail({ id, type, description, account, productId, portfolioId }: Constraint): object {
  return {
    ConstraintId: id,
    Type: type,
    Description: description,
    Owner: account,
    ProductId: productId,
    PortfolioId: portfolioId,
  };
}
