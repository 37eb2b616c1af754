import * as z from 'zod';
import { ServiceError, type RequestContext } from '../operation.ts';
import { idOf, type Constraint, type Portfolio, type Product } from './entities.ts';
import { invalid, notFound, operation, optional, paged, text, token } from './input.ts';
import { listed } from './lists.ts';
import { ownPortfolio, visiblePortfolio } from './portfolios.ts';
import { ofProduct } from './versions.ts';
import { importedPortfolios } from './visibility.ts';

/** With what products are launched: a launch role, or as a stack set. */
export const constraintOperations = {
  CreateConstraint: operation(
    {
      PortfolioId: text,
      ProductId: text,
      Type: z.enum(['LAUNCH', 'STACKSET']),
      Parameters: text,
      Description: optional,
      IdempotencyToken: token,
    },
    (
      {
        PortfolioId,
        ProductId,
        Type: type,
        Parameters: parameters,
        Description: description = '',
        IdempotencyToken: requestToken,
      },
      context,
    ) => {
      const { caller, region, store } = context;
      const id = idOf('cons', context, requestToken);
      const former = store.get('servicecatalog.constraints', id);
      if (former !== undefined) return constraintShape(former);
      const portfolio = ownPortfolio(PortfolioId, context);
      if (!portfolio.products.includes(ProductId))
        throw notFound(`Product ${ProductId} is not in portfolio ${PortfolioId}.`);
      checkParameters(type, parameters);
      if (constraintOf({ portfolio, product: { id: ProductId } }, context) !== undefined) {
        throw new ServiceError(
          'DuplicateResourceException',
          'A product has one LAUNCH or STACKSET constraint per portfolio.',
        );
      }
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
      store.put('servicecatalog.constraints', id, constraint);
      return constraintShape(constraint);
    },
    ofProduct('ProductId'),
  ),
  DescribeConstraint: operation({ Id: text }, ({ Id }, context) => {
    const constraint = context.store.get('servicecatalog.constraints', Id);
    if (constraint === undefined) throw notFound(`Constraint ${Id} not found.`);
    visiblePortfolio(constraint.portfolioId, context);
    return constraintShape(constraint);
  }),
  ListConstraintsForPortfolio: operation(
    { PortfolioId: text, ProductId: optional, ...paged(20) },
    ({ PortfolioId, ProductId, PageToken, PageSize }, context) => {
      visiblePortfolio(PortfolioId, context);
      const all = [...context.store.all('servicecatalog.constraints')]
        .filter(
          ({ portfolioId, productId }) =>
            portfolioId === PortfolioId && (ProductId === undefined || productId === ProductId),
        )
        .map(constraintDetail);
      return listed('ConstraintDetails', all, { PageToken, PageSize }, context);
    },
  ),
};

/** The constraint of a product in a portfolio that decides with what it is launched. */
function constraintOf(
  { portfolio, product }: { readonly portfolio: Portfolio; readonly product: Pick<Product, 'id'> },
  { store }: Pick<RequestContext, 'store'>,
): Constraint | undefined {
  return [...store.all('servicecatalog.constraints')].find(
    ({ portfolioId, productId }) => portfolioId === portfolio.id && productId === product.id,
  );
}

/**
 * The constraint by which a product is launched from a portfolio: its own there; in a local portfolio otherwise the launch constraint that an imported product came with.
 * https://docs.aws.amazon.com/servicecatalog/latest/adminguide/catalogs_portfolios_sharing.html
 */
export function effectiveConstraint(
  { portfolio, product }: { readonly portfolio: Portfolio; readonly product: Product },
  context: RequestContext,
): Constraint | undefined {
  const own = constraintOf({ portfolio, product }, context);
  if (own !== undefined || portfolio.account === product.account) return own;
  return importedPortfolios(context, portfolio)
    .flatMap((imported) => constraintOf({ portfolio: imported.portfolio, product }, context) ?? [])
    .find(({ type }) => type === 'LAUNCH');
}

const PARAMETERS = {
  LAUNCH: z.union([z.strictObject({ RoleArn: text }), z.strictObject({ LocalRoleName: text })]),
  STACKSET: z.looseObject({ Properties: z.looseObject({}) }),
};

function checkParameters(type: Constraint['type'], parameters: string): void {
  if (!PARAMETERS[type].safeParse(parsed(parameters)).success)
    throw invalid(`The parameters of a ${type} constraint are not valid: ${parameters}`);
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function constraintShape(constraint: Constraint): object {
  return {
    ConstraintDetail: constraintDetail(constraint),
    ConstraintParameters: constraint.parameters,
    Status: 'AVAILABLE',
  };
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
