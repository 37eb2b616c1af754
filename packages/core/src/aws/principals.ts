import {
  AssociatePrincipalWithPortfolioCommand,
  ListPrincipalsForPortfolioCommand,
  type PrincipalType,
  type ServiceCatalogClient,
} from '@aws-sdk/client-service-catalog';
import { allPages } from './pages.ts';

/** Who may launch from a portfolio. */
export interface Principal {
  readonly arn: string;
  /** IAM, or IAM_PATTERN: without an account, and for every account that principals are shared with. */
  readonly type: string;
}

/** The principals that the caller's account gave a portfolio, or that were shared with it. */
export async function readPrincipals(
  catalog: ServiceCatalogClient,
  portfolioId: string,
): Promise<readonly Principal[]> {
  const principals = await allPages(async (token) => {
    const wanted = { PortfolioId: portfolioId, PageToken: token };
    const page = await catalog.send(new ListPrincipalsForPortfolioCommand(wanted));
    return { items: page.Principals, next: page.NextPageToken };
  });
  return principals.map(({ PrincipalARN = '', PrincipalType = '' }) => ({ arn: PrincipalARN, type: PrincipalType }));
}

/** Makes a role a principal of a portfolio. One that is a principal already stays one. */
export async function associatePrincipal(
  catalog: ServiceCatalogClient,
  {
    portfolioId,
    principalArn,
    principalType,
  }: { readonly portfolioId: string; readonly principalArn: string; readonly principalType: PrincipalType },
): Promise<void> {
  await catalog.send(
    new AssociatePrincipalWithPortfolioCommand({
      PortfolioId: portfolioId,
      PrincipalARN: principalArn,
      PrincipalType: principalType,
    }),
  );
}
