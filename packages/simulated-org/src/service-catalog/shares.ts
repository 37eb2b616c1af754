import * as z from 'zod';
import { ServiceError } from '../operation.ts';
import type { Portfolio, Share } from './entities.ts';
import { invalid, notFound, operation, optional, paged, text } from './input.ts';
import { listed } from './lists.ts';
import { changePortfolio, ofPortfolio, ownPortfolio, portfolioDetail } from './portfolios.ts';
import { noteShareOperation } from './share-operations.ts';
import { importedPortfolios, shareAt } from './visibility.ts';

const Node = z.strictObject({ Type: z.enum(['ACCOUNT', 'ORGANIZATION', 'ORGANIZATIONAL_UNIT']), Value: z.string() });
const recipient = { AccountId: optional, OrganizationNode: Node.optional() };

/** How long it takes until the recipients of a share see a change of it; AWS does not say. */
const UPDATE_TAKES = 30_000;

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
      if (type === 'ACCOUNT') return {};
      return { PortfolioShareToken: noteShareOperation(portfolio, share, context.clock.now(), context) };
    },
    ofPortfolio,
  ),
  UpdatePortfolioShare: operation(
    {
      PortfolioId: text,
      ...recipient,
      ShareTagOptions: z.boolean().optional(),
      SharePrincipals: z.boolean().optional(),
    },
    ({ PortfolioId, ShareTagOptions, SharePrincipals, ...to }, context) => {
      const now = context.clock.now();
      const portfolio = ownPortfolio(PortfolioId, context);
      const wanted = shareOf(to);
      const found = portfolio.shares.find((one) => isSame(one, wanted));
      if (found === undefined) throw notFound(`Portfolio ${PortfolioId} is not shared with ${wanted.recipient}.`);
      checkPrincipals(wanted.type, SharePrincipals);
      const share = shareAt(found, now);
      if (share.update !== undefined) {
        throw new ServiceError('InvalidStateException', `The share of ${PortfolioId} is being updated already.`);
      }
      const update = {
        tagOptions: ShareTagOptions ?? share.tagOptions,
        principals: SharePrincipals ?? share.principals,
        endsAt: now + UPDATE_TAKES,
      };
      changePortfolio(portfolio, { shares: [...otherShares(portfolio, share), { ...share, update }] }, context);
      const token = noteShareOperation(portfolio, share, update.endsAt, context);
      return { PortfolioShareToken: token, Status: 'IN_PROGRESS' };
    },
    ofPortfolio,
  ),
  DeletePortfolioShare: operation(
    { PortfolioId: text, ...recipient },
    ({ PortfolioId, ...to }, context) => {
      const portfolio = ownPortfolio(PortfolioId, context);
      const share = shareOf(to);
      const left = otherShares(portfolio, share);
      if (left.length === portfolio.shares.length)
        throw notFound(`Portfolio ${PortfolioId} is not shared with ${share.recipient}.`);
      changePortfolio(portfolio, { shares: left }, context);
      if (share.type === 'ACCOUNT') return {};
      return { PortfolioShareToken: noteShareOperation(portfolio, share, context.clock.now(), context) };
    },
    ofPortfolio,
  ),
  DescribePortfolioShares: operation(
    {
      PortfolioId: text,
      Type: z.enum(['ACCOUNT', 'ORGANIZATION', 'ORGANIZATIONAL_UNIT', 'ORGANIZATION_MEMBER_ACCOUNT']),
      ...paged(100),
    },
    ({ PortfolioId, Type, PageToken, PageSize }, context) => {
      const now = context.clock.now();
      const shares = ownPortfolio(PortfolioId, context).shares.filter(({ type }) => type === Type);
      const all = shares
        .map((share) => shareAt(share, now))
        .map(({ recipient: who, type, accepted, tagOptions, principals }) => ({
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
      const { caller, region } = context;
      const all = importedPortfolios(context, { account: caller.account, region })
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
