import {
  DescribePortfolioSharesCommand,
  ListPortfoliosForProductCommand,
  type DescribePortfolioShareType,
  type ServiceCatalogClient,
} from '@aws-sdk/client-service-catalog';
import { undefinedWhenMissing } from './missing.ts';
import { allPages } from './pages.ts';

const SHARE_TYPES: readonly DescribePortfolioShareType[] = [
  'ORGANIZATION',
  'ORGANIZATIONAL_UNIT',
  'ORGANIZATION_MEMBER_ACCOUNT',
  'ACCOUNT',
];

export interface Portfolio {
  readonly id: string;
  readonly name: string;
  /** The account whose portfolio it is. */
  readonly owner: string;
}

/** The portfolios that hold a product, as the caller's account sees them, in the order of their ids. */
export async function portfoliosWith(catalog: ServiceCatalogClient, productId: string): Promise<readonly Portfolio[]> {
  const portfolios = await allPages(async (token) => {
    const page = await catalog.send(new ListPortfoliosForProductCommand({ ProductId: productId, PageToken: token }));
    return { items: page.PortfolioDetails, next: page.NextPageToken };
  });
  return portfolios
    .map(({ Id = '', DisplayName = '', ARN = '' }) => ({ id: Id, name: DisplayName, owner: ARN.split(':')[4] ?? '' }))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

/** The ids of the account's portfolios that hold a product. */
export async function portfoliosOf(catalog: ServiceCatalogClient, productId: string): Promise<readonly string[]> {
  return (await portfoliosWith(catalog, productId)).map(({ id }) => id);
}

/**
 * Whether a portfolio is shared with somebody in a way that shares its products' TagOptions too. One that the account does not find among its own
 * was imported, and is not the account's to share.
 */
export async function sharesTagOptions(catalog: ServiceCatalogClient, portfolioId: string): Promise<boolean> {
  for (const type of SHARE_TYPES) {
    const shares = await undefinedWhenMissing(
      allPages(async (token) => {
        const wanted = { PortfolioId: portfolioId, Type: type, PageToken: token };
        const page = await catalog.send(new DescribePortfolioSharesCommand(wanted));
        return { items: page.PortfolioShareDetails, next: page.NextPageToken };
      }),
    );
    if (shares === undefined) return false;
    if (shares.some(({ ShareTagOptions }) => ShareTagOptions === true)) return true;
  }
  return false;
}
