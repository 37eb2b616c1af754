import * as z from 'zod';
import { ServiceError, type RequestContext } from '../operation.ts';
import { pageOf } from '../paging.ts';
import {
  catalogArn,
  idOf,
  type Constraint,
  type Portfolio,
  type Principal,
  type Product,
  type Share,
} from './entities.ts';
import { invalid, notFound, operation, optional, paged, Tags, text } from './input.ts';
import { importedPortfolios, ownPortfolios, visibleProduct } from './visibility.ts';

const Node = z.strictObject({ Type: z.enum(['ACCOUNT', 'ORGANIZATION', 'ORGANIZATIONAL_UNIT']), Value: z.string() });
const recipient = { AccountId: optional, OrganizationNode: Node.optional() };
const ofPortfolio = {
  resources: (input: { readonly PortfolioId?: string; readonly Id?: string }, { region, caller }: RequestContext) => [
    catalogArn({ account: caller.account, region }, `portfolio/${input.PortfolioId ?? input.Id ?? ''}`),
  ],
};

/** Portfolios with what is in them, who may use them, and whom they are shared with. */
export const portfolioOperations = {
  CreatePortfolio: operation(
    { DisplayName: text, ProviderName: text, Description: optional, Tags, IdempotencyToken: text },
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
      store.put('servicecatalog.portfolios', id, store.get('servicecatalog.portfolios', id) ?? portfolio);
      return { PortfolioDetail: portfolioDetail(portfolio), Tags: [] };
    },
  ),
  DescribePortfolio: operation(
    { Id: text },
    ({ Id }, context) => {
      const portfolio = visiblePortfolio(Id, context);
      const options = [...context.store.all('servicecatalog.tagOptions')].filter(({ resources }) =>
        resources.includes(Id),
      );
      return {
        PortfolioDetail: portfolioDetail(portfolio),
        Tags: [],
        TagOptions: options.map(({ key, value, active, id, account }) => ({
          Key: key,
          Value: value,
          Active: active,
          Id: id,
          Owner: account,
        })),
      };
    },
    ofPortfolio,
  ),
  ListPortfolios: operation(paged, ({ PageToken, PageSize }, context) => {
    const { store, caller, region } = context;
    const all = ownPortfolios(store, { account: caller.account, region }).map(portfolioDetail);
    return listed('PortfolioDetails', all, { PageToken, PageSize, most: 20 }, context);
  }),
  ListAcceptedPortfolioShares: operation(
    {
      ...paged,
      PortfolioShareType: z.enum(['IMPORTED', 'AWS_SERVICECATALOG', 'AWS_ORGANIZATIONS']).default('IMPORTED'),
    },
    ({ PageToken, PageSize, PortfolioShareType: type }, context) => {
      const { store, caller, region } = context;
      const all = importedPortfolios(store, { account: caller.account, region })
        .filter(({ shares }) => shares.some((share) => (share.type === 'ACCOUNT') === (type === 'IMPORTED')))
        .map(({ portfolio }) => portfolioDetail(portfolio));
      return listed('PortfolioDetails', all, { PageToken, PageSize, most: 20 }, context);
    },
  ),
  ListPortfoliosForProduct: operation(
    { ProductId: text, ...paged },
    ({ ProductId, PageToken, PageSize }, context) => {
      const { store, caller, region } = context;
      const product = visibleProduct(context, { id: ProductId });
      const all = ownPortfolios(store, { account: caller.account, region })
        .filter(({ products }) => products.includes(product.id))
        .map(portfolioDetail);
      return listed('PortfolioDetails', all, { PageToken, PageSize, most: 20 }, context);
    },
    {
      resources: ({ ProductId = '' }: { readonly ProductId?: string }, { region, caller }) => [
        catalogArn({ account: caller.account, region }, `product/${ProductId}`),
      ],
    },
  ),
  AssociateProductWithPortfolio: operation(
    { PortfolioId: text, ProductId: text, SourcePortfolioId: optional },
    ({ PortfolioId, ProductId }, context) => {
      const portfolio = ownPortfolio(PortfolioId, context);
      visibleProduct(context, { id: ProductId });
      change(portfolio, { products: [...new Set([...portfolio.products, ProductId])] }, context);
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
      change(portfolio, { products: portfolio.products.filter((id) => id !== ProductId) }, context);
      return {};
    },
  ),
  AssociatePrincipalWithPortfolio: operation(
    { PortfolioId: text, PrincipalARN: text, PrincipalType: z.enum(['IAM', 'IAM_PATTERN']) },
    ({ PortfolioId, PrincipalARN: arn, PrincipalType: type }, context) => {
      const portfolio = visiblePortfolio(PortfolioId, context);
      if (type === 'IAM' && /[*?]/.test(arn)) throw invalid('A principal of type IAM takes no wildcards.');
      if (type === 'IAM_PATTERN' && !/^arn:aws:iam:::(role|user|group)\//.test(arn)) {
        throw invalid('A principal of type IAM_PATTERN has no account in its ARN.');
      }
      const principal: Principal = { arn, type, account: context.caller.account };
      change(portfolio, { principals: [...others(portfolio, principal), principal] }, context);
      return {};
    },
    ofPortfolio,
  ),
  DisassociatePrincipalFromPortfolio: operation(
    { PortfolioId: text, PrincipalARN: text, PrincipalType: z.enum(['IAM', 'IAM_PATTERN']).optional() },
    ({ PortfolioId, PrincipalARN: arn, PrincipalType: type = 'IAM' }, context) => {
      const portfolio = visiblePortfolio(PortfolioId, context);
      const left = others(portfolio, { arn, type, account: context.caller.account });
      if (left.length === portfolio.principals.length)
        throw notFound(`Principal ${arn} is not associated with ${PortfolioId}.`);
      change(portfolio, { principals: left }, context);
      return {};
    },
    ofPortfolio,
  ),
  ListPrincipalsForPortfolio: operation(
    { PortfolioId: text, ...paged },
    ({ PortfolioId, PageToken, PageSize }, context) => {
      const own = visiblePortfolio(PortfolioId, context).principals.filter(
        ({ account }) => account === context.caller.account,
      );
      const all = own.map(({ arn, type }) => ({ PrincipalARN: arn, PrincipalType: type }));
      return listed('Principals', all, { PageToken, PageSize, most: 20 }, context);
    },
    ofPortfolio,
  ),
  CreatePortfolioShare: operation(
    {
      PortfolioId: text,
      ...recipient,
      ShareTagOptions: z.boolean().default(false),
      SharePrincipals: z.boolean().default(false),
    },
    ({ PortfolioId, ShareTagOptions: tagOptions, SharePrincipals: principals, ...to }, context) => {
      const portfolio = ownPortfolio(PortfolioId, context);
      const { type, recipient: who } = shareOf(to);
      const share: Share = { type, recipient: who, tagOptions, principals, accepted: type !== 'ACCOUNT' };
      change(portfolio, { shares: [...otherShares(portfolio, share), share] }, context);
      return type === 'ACCOUNT' ? {} : { PortfolioShareToken: idOf('share', context, PortfolioId, who) };
    },
  ),
  UpdatePortfolioShare: operation(
    {
      PortfolioId: text,
      ...recipient,
      ShareTagOptions: z.boolean().optional(),
      SharePrincipals: z.boolean().optional(),
    },
    ({ PortfolioId, ShareTagOptions, SharePrincipals, ...to }, context) => {
      const portfolio = ownPortfolio(PortfolioId, context);
      const wanted = shareOf(to);
      const share = portfolio.shares.find((one) => isSame(one, wanted));
      if (share === undefined) throw notFound(`Portfolio ${PortfolioId} is not shared with ${wanted.recipient}.`);
      const changed = {
        ...share,
        tagOptions: ShareTagOptions ?? share.tagOptions,
        principals: SharePrincipals ?? share.principals,
      };
      change(portfolio, { shares: [...otherShares(portfolio, share), changed] }, context);
      return { PortfolioShareToken: idOf('share', context, PortfolioId, wanted.recipient), Status: 'COMPLETED' };
    },
  ),
  DeletePortfolioShare: operation({ PortfolioId: text, ...recipient }, ({ PortfolioId, ...to }, context) => {
    const portfolio = ownPortfolio(PortfolioId, context);
    const left = otherShares(portfolio, shareOf(to));
    if (left.length === portfolio.shares.length) throw notFound(`Portfolio ${PortfolioId} is not shared with it.`);
    change(portfolio, { shares: left }, context);
    return {};
  }),
  DescribePortfolioShares: operation(
    {
      PortfolioId: text,
      Type: z.enum(['ACCOUNT', 'ORGANIZATION', 'ORGANIZATIONAL_UNIT', 'ORGANIZATION_MEMBER_ACCOUNT']),
      ...paged,
    },
    ({ PortfolioId, Type, PageToken, PageSize }, context) => {
      const shares = ownPortfolio(PortfolioId, context).shares.filter(({ type }) => type === Type);
      const all = shares.map(({ recipient: who, type, accepted, tagOptions, principals }) => ({
        PrincipalId: who,
        Type: type,
        Accepted: accepted,
        ShareTagOptions: tagOptions,
        SharePrincipals: principals,
      }));
      return listed('PortfolioShareDetails', all, { PageToken, PageSize, most: 100 }, context);
    },
    ofPortfolio,
  ),
  AcceptPortfolioShare: operation(
    { PortfolioId: text, PortfolioShareType: optional },
    ({ PortfolioId }, context) => {
      const portfolio = context.store.get('servicecatalog.portfolios', PortfolioId);
      const share = portfolio?.shares.find(
        ({ type, recipient: who }) => type === 'ACCOUNT' && who === context.caller.account,
      );
      if (portfolio === undefined || share === undefined)
        throw notFound(`Portfolio ${PortfolioId} is not shared with the account.`);
      change(portfolio, { shares: [...otherShares(portfolio, share), { ...share, accepted: true }] }, context);
      return {};
    },
    ofPortfolio,
  ),
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

/** A list of Service Catalog: 20 at a time unless it says otherwise. */
export function listed(
  name: string,
  all: readonly object[],
  {
    PageToken,
    PageSize,
    most,
  }: { readonly PageToken: string | undefined; readonly PageSize: number | undefined; readonly most: number },
  context: RequestContext,
): object {
  const size = PageSize === undefined || PageSize === 0 ? most : Math.min(PageSize, most);
  const { items, next } = pageOf(all, { size, token: PageToken }, context);
  return { [name]: items, NextPageToken: next };
}

function ownPortfolio(id: string, { store, caller, region }: RequestContext): Portfolio {
  const portfolio = store.get('servicecatalog.portfolios', id);
  if (portfolio?.account !== caller.account || portfolio.region !== region)
    throw notFound(`Portfolio ${id} not found.`);
  return portfolio;
}

/** Own or imported. */
function visiblePortfolio(id: string, context: RequestContext): Portfolio {
  const { store, caller, region } = context;
  const imported = importedPortfolios(store, { account: caller.account, region }).find(
    ({ portfolio }) => portfolio.id === id,
  );
  return imported?.portfolio ?? ownPortfolio(id, context);
}

function change(portfolio: Portfolio, parts: Partial<Portfolio>, { store }: RequestContext): void {
  store.put('servicecatalog.portfolios', portfolio.id, { ...portfolio, ...parts });
}

function others({ principals }: Portfolio, { arn, type, account }: Principal): Principal[] {
  return principals.filter((one) => one.arn !== arn || one.type !== type || one.account !== account);
}

function shareOf({
  AccountId: account,
  OrganizationNode: node,
}: {
  AccountId?: string | undefined;
  OrganizationNode?: z.infer<typeof Node> | undefined;
}): Pick<Share, 'type' | 'recipient'> {
  if (account !== undefined && node === undefined) return { type: 'ACCOUNT', recipient: account };
  if (node === undefined || account !== undefined) throw invalid('Either AccountId or OrganizationNode is needed.');
  return { type: node.Type === 'ACCOUNT' ? 'ORGANIZATION_MEMBER_ACCOUNT' : node.Type, recipient: node.Value };
}

function isSame(one: Pick<Share, 'type' | 'recipient'>, other: Pick<Share, 'type' | 'recipient'>): boolean {
  return one.type === other.type && one.recipient === other.recipient;
}

function otherShares({ shares }: Portfolio, share: Pick<Share, 'type' | 'recipient'>): Share[] {
  return shares.filter((one) => !isSame(one, share));
}

function portfolioDetail(portfolio: Portfolio): object {
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
