import type { Principal } from './entities.ts';

const expressions = new Map<string, RegExp>();

/**
 * Whether a principal of a portfolio means a role. Other than in policies, `?` stands for one character or none, and `*` also reaches over slashes.
 * https://docs.aws.amazon.com/servicecatalog/latest/dg/API_AssociatePrincipalWithPortfolio.html
 */
export function isMeant({ arn, type }: Pick<Principal, 'arn' | 'type'>, roleArn: string): boolean {
  if (type === 'IAM') return arn === roleArn;
  return expressionOf(arn).test(roleArn.replace(/^arn:aws:iam::\d+:/, 'arn:aws:iam:::'));
}

function expressionOf(pattern: string): RegExp {
  let expression = expressions.get(pattern);
  if (expression === undefined) {
    const source = pattern
      .replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
      .replaceAll('*', '.*')
      .replaceAll('?', '.?');
    expression = new RegExp(`^${source}$`);
    expressions.set(pattern, expression);
  }
  return expression;
}
