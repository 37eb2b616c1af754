import { describe, expect, it, test } from '@jest/globals';
import { optInCounts } from '../../../packages/core/src/decisions/opt-in-counts.ts';
import {
  productFindings,
  type OwnPortfolio,
  type ProvisionedKind,
} from '../../../packages/core/src/decisions/product-findings.ts';

const ACCOUNT = '333333333333';
const place = { partition: 'aws', account: ACCOUNT, region: 'eu-west-1', portfolioAccess: true };
const READ = `arn:aws:iam::${ACCOUNT}:role/catalog-sweep/CatalogSweepRead`;
const UPDATE = `arn:aws:iam::${ACCOUNT}:role/catalog-sweep/CatalogSweepUpdate`;

function aKind(parts: Partial<ProvisionedKind> = {}): ProvisionedKind {
  return {
    id: 'prod-1',
    name: 'Queue',
    provisioned: 2,
    sources: new Set(['spoke']),
    optedIn: true,
    hasLaunchPath: true,
    ownPortfolios: [],
    ...parts,
  };
}

function ownPortfolio(...principals: readonly string[]): OwnPortfolio {
  return { id: 'port-1', name: 'Ours', principals: principals.map((arn) => ({ arn, type: 'IAM' })) };
}

const fine: readonly { readonly name: string; readonly product: ProvisionedKind }[] = [
  { name: 'has a launch path', product: aKind() },
  {
    name: 'is in a portfolio of the account with both roles',
    product: aKind({ ownPortfolios: [ownPortfolio(READ, UPDATE)] }),
  },
  {
    name: 'is in a portfolio of the account with both roles as patterns',
    product: aKind({
      ownPortfolios: [ownPortfolio(READ.replace(ACCOUNT, ''), UPDATE.replace(ACCOUNT, ''))],
    }),
  },
  {
    name: 'is in a portfolio without the roles, but can be launched another way',
    product: aKind({ ownPortfolios: [ownPortfolio()] }),
  },
  { name: 'is not opted in', product: aKind({ optedIn: false, hasLaunchPath: false }) },
];

describe('a product that is provisioned in a target', () => {
  test.each(fine)('that $name is as it should be', ({ product }) => {
    expect(productFindings([product], place)).toEqual([]);
  });

  it('that nobody lets the roles launch needs a person', () => {
    const [found] = productFindings([aKind({ hasLaunchPath: false })], place);

    expect(found).toMatchObject({ code: 'NO_LAUNCH_PATH', safeToFix: false, concerns: ['prod-1'] });
    expect(found?.what).toBe(
      'Queue (prod-1, 2 provisioned) is opted in, and no portfolio that holds it lets the roles of the sweep launch it',
    );
  });

  it.each([
    { name: 'neither role', principals: [], missing: [READ, UPDATE], hasLaunchPath: false },
    { name: 'only the read role', principals: [READ], missing: [UPDATE], hasLaunchPath: true },
    { name: 'only the update role', principals: [UPDATE], missing: [READ], hasLaunchPath: false },
  ])('in a portfolio of the account with $name lacks the rest there', ({ principals, missing, hasLaunchPath }) => {
    const product = aKind({ hasLaunchPath, ownPortfolios: [ownPortfolio(...principals)] });

    const findings = productFindings([product], place);

    expect(findings).toEqual([
      expect.objectContaining({
        code: 'LOCAL_PRINCIPALS_MISSING',
        safeToFix: true,
        remedies: missing.map((principalArn) => ({
          kind: 'associate principal',
          portfolioId: 'port-1',
          principalArn,
          principalType: 'IAM',
        })),
      }),
    ]);
  });

  it('shares the one finding of its portfolio with the others in it', () => {
    const ownPortfolios = [ownPortfolio()];
    const products = [
      aKind({ hasLaunchPath: false, ownPortfolios }),
      aKind({ id: 'prod-2', name: 'Topic', provisioned: 1, hasLaunchPath: false, ownPortfolios }),
    ];

    const findings = productFindings(products, place);

    expect(findings).toHaveLength(1);
    expect(findings[0]?.what).toContain('it holds Queue (prod-1, 2 provisioned), Topic (prod-2, 1 provisioned)');
  });

  it('is left to a person where the configuration keeps the roles from portfolios', () => {
    const product = aKind({ hasLaunchPath: false, ownPortfolios: [ownPortfolio(READ)] });

    const [found] = productFindings([product], { ...place, portfolioAccess: false });

    expect(found).toMatchObject({
      code: 'LOCAL_PRINCIPALS_MISSING',
      safeToFix: false,
      remedies: [],
      fix: `in account ${ACCOUNT}: aws servicecatalog associate-principal-with-portfolio --region eu-west-1 --portfolio-id port-1 --principal-type IAM --principal-arn ${UPDATE}`,
    });
  });
});

describe('what each setting of optIn adds', () => {
  const products = [
    { provisioned: 1, sources: new Set(['spoke'] as const) },
    { provisioned: 2, sources: new Set(['spoke', 'shared', 'hub'] as const) },
    { provisioned: 4, sources: new Set(['shared', 'hub'] as const) },
    { provisioned: 8, sources: new Set(['hub'] as const) },
    { provisioned: 16, sources: new Set<never>() },
  ];

  it.each([
    { name: 'by default', configured: ['spoke', 'shared'] as const, counts: { spoke: 1, shared: 4, hub: 8 } },
    { name: 'beside spoke alone', configured: ['spoke'] as const, counts: { spoke: 3, shared: 4, hub: 12 } },
    { name: 'beside hub alone', configured: ['hub'] as const, counts: { spoke: 1, shared: 0, hub: 14 } },
  ])('$name is what the others that are configured do not opt in', ({ configured, counts }) => {
    expect(optInCounts(products, configured)).toEqual(counts);
  });
});
