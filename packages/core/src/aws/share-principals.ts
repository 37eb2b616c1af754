import {
  DescribePortfolioSharesCommand,
  DescribePortfolioShareStatusCommand,
  UpdatePortfolioShareCommand,
  type ServiceCatalogClient,
} from '@aws-sdk/client-service-catalog';
import type { Clock } from '../clock.ts';
import { AwsError } from '../errors.ts';
import { undefinedWhenMissing } from './missing.ts';
import { allPages } from './pages.ts';

/** What principals can be shared with: shares with single accounts take none. */
const NODE_TYPES = ['ORGANIZATION', 'ORGANIZATIONAL_UNIT'] as const;

/** A share of a portfolio with the organisation or an OU. */
export interface NodeShare {
  readonly type: (typeof NODE_TYPES)[number];
  readonly id: string;
  readonly sharesPrincipals: boolean;
}

/** The shares of a portfolio of the caller's own with parts of the organisation; undefined when it is not the caller's own. */
export async function readNodeShares(
  catalog: ServiceCatalogClient,
  portfolioId: string,
): Promise<readonly NodeShare[] | undefined> {
  const shares: NodeShare[] = [];
  for (const type of NODE_TYPES) {
    const found = await undefinedWhenMissing(
      allPages(async (token) => {
        const wanted = { PortfolioId: portfolioId, Type: type, PageToken: token };
        const page = await catalog.send(new DescribePortfolioSharesCommand(wanted));
        return { items: page.PortfolioShareDetails, next: page.NextPageToken };
      }),
    );
    if (found === undefined) return undefined;
    shares.push(
      ...found.map(({ PrincipalId: id = '', SharePrincipals }) => ({
        type,
        id,
        sharesPrincipals: SharePrincipals === true,
      })),
    );
  }
  return shares;
}

/** Shares of large organisations take minutes; whoever waits longer than this is told how it stands. */
const LOOKS = 40;
const BETWEEN_LOOKS = 15_000;

/**
 * Turns on the sharing of principals and waits until every account has them. What else the share has stays as it is: what is not given is not modified.
 * https://docs.aws.amazon.com/servicecatalog/latest/dg/API_UpdatePortfolioShare.html
 *
 * Throws AwsError, also when the share did not come to a good end.
 */
export async function sharePrincipals(
  catalog: ServiceCatalogClient,
  { portfolioId, node }: { readonly portfolioId: string; readonly node: Pick<NodeShare, 'type' | 'id'> },
  clock: Clock,
): Promise<void> {
  const { PortfolioShareToken: token, Status } = await catalog.send(
    new UpdatePortfolioShareCommand({
      PortfolioId: portfolioId,
      OrganizationNode: { Type: node.type, Value: node.id },
      SharePrincipals: true,
    }),
  );
  let status = Status;
  for (let look = 0; look < LOOKS && (status === 'NOT_STARTED' || status === 'IN_PROGRESS'); look += 1) {
    await clock.sleep(BETWEEN_LOOKS);
    const answer = await catalog.send(new DescribePortfolioShareStatusCommand({ PortfolioShareToken: token }));
    status = answer.Status;
  }
  if (status === 'COMPLETED') return;
  throw new AwsError({
    kind: 'UNKNOWN',
    operation: 'servicecatalog:UpdatePortfolioShare',
    code: status ?? 'no status',
    message: `the share of ${portfolioId} with ${node.id} was changed, but is not in place everywhere`,
  });
}
