import * as z from 'zod';
import { ServiceError } from '../operation.ts';
import type { Portfolio, Principal } from './entities.ts';
import { invalid, notFound, operation, paged, text } from './input.ts';
import { listed } from './lists.ts';
import { changePortfolio, ofPortfolio, visiblePortfolio } from './portfolios.ts';
import { importedPortfolios, principalsOf } from './visibility.ts';

/** https://docs.aws.amazon.com/servicecatalog/latest/dg/API_AssociatePrincipalWithPortfolio.html */
const MOST_PATTERNS = 10;

/** Who may launch from a portfolio: its owner and everybody who imports it have principals of their own. */
export const principalOperations = {
  AssociatePrincipalWithPortfolio: operation(
    { PortfolioId: text, PrincipalARN: text, PrincipalType: z.enum(['IAM', 'IAM_PATTERN']) },
    ({ PortfolioId, PrincipalARN: arn, PrincipalType: type }, context) => {
      const portfolio = visiblePortfolio(PortfolioId, context);
      if (type === 'IAM' && /[*?]/.test(arn)) throw invalid('A principal of type IAM takes no wildcards.');
      if (type === 'IAM_PATTERN' && !/^arn:aws:iam:::(role|user|group)\//.test(arn)) {
        throw invalid('A principal of type IAM_PATTERN has no account in its ARN.');
      }
      const principal: Principal = { arn, type, account: context.caller.account };
      const left = others(portfolio, principal);
      if (type === 'IAM_PATTERN' && left.filter((one) => one.type === type).length === MOST_PATTERNS)
        throw new ServiceError('LimitExceededException', `A portfolio has at most ${MOST_PATTERNS} patterns.`);
      changePortfolio(portfolio, { principals: [...left, principal] }, context);
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
      changePortfolio(portfolio, { principals: left }, context);
      return {};
    },
    ofPortfolio,
  ),
  ListPrincipalsForPortfolio: operation(
    { PortfolioId: text, ...paged(20) },
    ({ PortfolioId, PageToken, PageSize }, context) => {
      const { caller, region } = context;
      const portfolio = visiblePortfolio(PortfolioId, context);
      const imported = importedPortfolios(context, { account: caller.account, region }).find(
        (one) => one.portfolio.id === PortfolioId,
      );
      const all = principalsOf(portfolio, imported?.shares ?? [], caller.account).map(({ arn, type }) => ({
        PrincipalARN: arn,
        PrincipalType: type,
      }));
      return listed('Principals', all, { PageToken, PageSize }, context);
    },
    ofPortfolio,
  ),
};

function others({ principals }: Portfolio, { arn, type, account }: Principal): Principal[] {
  return principals.filter((one) => one.arn !== arn || one.type !== type || one.account !== account);
}
