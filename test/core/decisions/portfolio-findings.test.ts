import { describe, expect, it } from '@jest/globals';
import {
  portfolioFindings,
  portfolioNotes,
  type SharedPortfolio,
} from '../../../packages/core/src/decisions/portfolio-findings.ts';

const READ = 'arn:aws:iam:::role/catalog-sweep/CatalogSweepRead';
const UPDATE = 'arn:aws:iam:::role/catalog-sweep/CatalogSweepUpdate';

function aPortfolio({
  patterns = [READ, UPDATE],
  sharesPrincipals = true,
}: { readonly patterns?: readonly string[]; readonly sharesPrincipals?: boolean } = {}): SharedPortfolio {
  return {
    account: '222222222222',
    region: 'eu-west-1',
    id: 'port-1',
    name: 'Base',
    products: [
      { id: 'prod-2', name: 'Topic' },
      { id: 'prod-1', name: 'Queue' },
    ],
    principals: [
      ...patterns.map((arn) => ({ arn, type: 'IAM_PATTERN' })),
      { arn: 'arn:aws:iam::222222222222:role/Admin', type: 'IAM' },
    ],
    shares: [{ type: 'ORGANIZATIONAL_UNIT', id: 'ou-ab12-34cd56ef', sharesPrincipals }],
  };
}

const nine = Array.from({ length: 9 }, (_, index) => `arn:aws:iam:::role/Team${index}`);

describe('the portfolios that a hub shares', () => {
  it('are as they should be with both exact names, and shared principals', () => {
    expect(portfolioFindings(aPortfolio(), 'aws')).toEqual([]);
  });

  it('want the names of their own partition', () => {
    const [found] = portfolioFindings(aPortfolio(), 'aws-us-gov');

    expect(found?.remedies).toContainEqual({
      kind: 'associate principal',
      portfolioId: 'port-1',
      principalArn: 'arn:aws-us-gov:iam:::role/catalog-sweep/CatalogSweepRead',
      principalType: 'IAM_PATTERN',
    });
  });

  it('say which name is missing, for which products, with the command', () => {
    const [found, ...others] = portfolioFindings(aPortfolio({ patterns: [READ] }), 'aws');

    expect(others).toEqual([]);
    expect(found).toEqual({
      code: 'PRINCIPALS_MISSING',
      account: '222222222222',
      region: 'eu-west-1',
      what: `the portfolio Base (port-1) has no principal ${UPDATE}; it holds Queue, Topic`,
      fix: `catalog-sweep doctor --fix, or in account 222222222222: aws servicecatalog associate-principal-with-portfolio --region eu-west-1 --portfolio-id port-1 --principal-type IAM_PATTERN --principal-arn ${UPDATE}`,
      safeToFix: true,
      mended: false,
      remedies: [
        {
          kind: 'associate principal',
          portfolioId: 'port-1',
          principalArn: UPDATE,
          principalType: 'IAM_PATTERN',
        },
      ],
      concerns: ['prod-2', 'prod-1'],
    });
  });

  it.each([
    { name: 'an asterisk', pattern: 'arn:aws:iam:::role/*' },
    { name: 'a question mark', pattern: 'arn:aws:iam:::role/catalog-sweep/CatalogSweep?ead' },
  ])('do not count a pattern that only happens to match by $name, and say so', ({ pattern }) => {
    const portfolio = aPortfolio({ patterns: [pattern, UPDATE] });

    const [found] = portfolioFindings(portfolio, 'aws');

    expect(found?.what).toContain(`has no principal ${READ} (${pattern} lets them in, but not only them)`);
    expect(portfolioNotes(portfolio, 'aws')).toEqual([expect.stringContaining(`the pattern ${pattern} lets in`)]);
  });

  it('leave a pattern that matches no role of the sweep alone', () => {
    expect(portfolioNotes(aPortfolio({ patterns: [READ, UPDATE, 'arn:aws:iam:::role/Dev*'] }), 'aws')).toEqual([]);
  });

  it('take at most ten patterns: a person has to make room for more', () => {
    const [found, ...others] = portfolioFindings(aPortfolio({ patterns: nine }), 'aws');

    expect(others).toEqual([]);
    expect(found).toMatchObject({ code: 'NO_ROOM_FOR_PRINCIPALS', safeToFix: false });
    expect(found?.what).toContain('9 of at most 10 patterns are taken');
  });

  it('take the last name when one place is left', () => {
    const [found] = portfolioFindings(aPortfolio({ patterns: [READ, ...nine.slice(1)] }), 'aws');

    expect(found).toMatchObject({ code: 'PRINCIPALS_MISSING', safeToFix: true });
  });

  it('say which other patterns would be published by sharing the principals', () => {
    const [found] = portfolioFindings(
      aPortfolio({ patterns: [READ, UPDATE, 'arn:aws:iam:::role/Admin'], sharesPrincipals: false }),
      'aws',
    );

    expect(found).toMatchObject({
      code: 'PRINCIPALS_NOT_SHARED',
      safeToFix: true,
      remedies: [
        {
          kind: 'share principals',
          portfolioId: 'port-1',
          node: { type: 'ORGANIZATIONAL_UNIT', id: 'ou-ab12-34cd56ef' },
        },
      ],
    });
    expect(found?.fix).toContain('--organization-node Type=ORGANIZATIONAL_UNIT,Value=ou-ab12-34cd56ef');
    expect(found?.fix).toMatch(/this also publishes the other patterns of the portfolio: arn:aws:iam:::role\/Admin$/);
  });
});
