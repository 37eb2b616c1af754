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
      checkPrincipals(type, principals);
      const share: Share = { type, recipient: who, tagOptions, principals, accepted: type !== 'ACCOUNT' };
      // Sharing again has no effect, also with other flags: these are for UpdatePortfolioShare.
      if (!portfolio.shares.some((one) => isSame(one, share)))
        changePortfolio(portfolio, { shares: [...portfolio.shares, share] }, context);
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
      checkPrincipals(wanted.type, SharePrincipals);
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
    const share = shareOf(to);
    const left = otherShares(portfolio, share);
    if (left.length === portfolio.shares.length)
      throw notFound(`Portfolio ${PortfolioId} is not shared with ${share.recipient}.`);
    changePortfolio(portfolio, { shares: left }, context);
    return {};
  }),
  DescribePortfolioShares: operation(
    {
      PortfolioId: text,
      Type: z.enum(['ACCOUNT', 'ORGANIZATION', 'ORGANIZATIONAL_UNIT', 'ORGANIZATION_MEMBER_ACCOUNT']),
      ...paged(100),
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
      return listed('PortfolioShareDetails', all, { PageToken, PageSize }, context);
    },
    ofPortfolio,
  ),
  AcceptPortfolioShare: operation(
    // Shares inside of the organisation are accepted from the beginning, so there is nothing to accept of another type.
    { PortfolioId: text, PortfolioShareType: z.literal('IMPORTED').default('IMPORTED') },
    ({ PortfolioId }, context) => {
      const { store, caller, region } = context;
      const portfolio = store.get('servicecatalog.portfolios', PortfolioId);
      const share = portfolio?.shares.find(({ type, recipient: who }) => type === 'ACCOUNT' && who === caller.account);
      if (portfolio?.region !== region || share === undefined)
        throw notFound(`Portfolio ${PortfolioId} is not shared with the account.`);
      changePortfolio(portfolio, { shares: [...otherShares(portfolio, share), { ...share, accepted: true }] }, context);
      return {};
    },
    ofPortfolio,
  ),
  ListAcceptedPortfolioShares: operation(
    {
      ...paged(100),
      PortfolioShareType: z.enum(['IMPORTED', 'AWS_SERVICECATALOG', 'AWS_ORGANIZATIONS']).default('IMPORTED'),
    },
    ({ PageToken, PageSize, PortfolioShareType: type }, context) => {
      const { store, caller, region } = context;
      const all = importedPortfolios(store, { account: caller.account, region })
        .filter(({ shares }) => shares.some((share) => listedAs(share) === type))
        .map(({ portfolio }) => portfolioDetail(portfolio));
      return listed('PortfolioDetails', all, { PageToken, PageSize }, context);
    },
  ),
};

/** AWS_SERVICECATALOG is a type that no share has any more. */
function listedAs({ type }: Share): 'IMPORTED' | 'AWS_ORGANIZATIONS' {
  return type === 'ACCOUNT' ? 'IMPORTED' : 'AWS_ORGANIZATIONS';
}

function checkPrincipals(type: Share['type'], principals = false): void {
  if (principals && (type === 'ACCOUNT' || type === 'ORGANIZATION_MEMBER_ACCOUNT'))
    throw invalid('Principals are shared only with an organization or an organizational unit.');
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
