import * as z from 'zod';
import { idOf, type Portfolio, type Share } from './entities.ts';
import { invalid, notFound, operation, optional, paged, text } from './input.ts';
import { listed } from './lists.ts';
import { changePortfolio, ofPortfolio, ownPortfolio, portfolioDetail } from './portfolios.ts';
import { importedPortfolios } from './visibility.ts';

const Node = z.strictObject({ Type: z.enum(['ACCOUNT', 'ORGANIZATION', 'ORGANIZATIONAL_UNIT']), Value: z.string() });
const recipient = { AccountId: optional, OrganizationNode: Node.optional() };

/** Whom portfolios are shared with. */
export const shareOperations = {
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
      changePortfolio(portfolio, { shares: [...otherShares(portfolio, share), share] }, context);
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
      changePortfolio(portfolio, { shares: [...otherShares(portfolio, share), changed] }, context);
      return { PortfolioShareToken: idOf('share', context, PortfolioId, wanted.recipient), Status: 'COMPLETED' };
    },
  ),
  DeletePortfolioShare: operation({ PortfolioId: text, ...recipient }, ({ PortfolioId, ...to }, context) => {
    const portfolio = ownPortfolio(PortfolioId, context);
    const left = otherShares(portfolio, shareOf(to));
    if (left.length === portfolio.shares.length) throw notFound(`Portfolio ${PortfolioId} is not shared with it.`);
    changePortfolio(portfolio, { shares: left }, context);
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
      changePortfolio(portfolio, { shares: [...otherShares(portfolio, share), { ...share, accepted: true }] }, context);
      return {};
    },
    ofPortfolio,
  ),
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
};

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
