import type { Principal } from '../aws/principals.ts';
import type { NodeShare } from '../aws/share-principals.ts';
import type { ExaminedFinding } from '../contract/findings.ts';
import { spokeRolePattern, type SpokeAccess } from '../contract/role-names.ts';
import { finding } from './finding.ts';

/** A portfolio of the hub that is shared with the organisation, with the products in it that sweeps want to update. */
export interface SharedPortfolio {
  readonly account: string;
  readonly region: string;
  readonly id: string;
  readonly name: string;
  readonly products: readonly { readonly id: string; readonly name: string }[];
  readonly principals: readonly Principal[];
  readonly shares: readonly NodeShare[];
}

/** https://docs.aws.amazon.com/servicecatalog/latest/dg/API_AssociatePrincipalWithPortfolio.html */
const MOST_PATTERNS = 10;

const BOTH: readonly SpokeAccess[] = ['read', 'update'];

/**
 * Whether the roles of all spokes may launch from a portfolio: both are principals by their exact names, since a pattern with wildcards lets in every role
 * that somebody in a spoke gives a matching name; and the principals are shared.
 */
export function portfolioFindings(portfolio: SharedPortfolio, partition: string): readonly ExaminedFinding[] {
  const wanted = wantedIn(partition);
  const patterns = patternsOf(portfolio);
  const missing = wanted.filter((arn) => !patterns.includes(arn));
  const others = patterns.filter((arn) => !wanted.includes(arn));
  return [
    ...principalsMissing(portfolio, { missing, patterns }),
    ...portfolio.shares
      .filter(({ sharesPrincipals }) => !sharesPrincipals)
      .map((share) => principalsNotShared(portfolio, { share, others })),
  ];
}

/** What a pattern with wildcards lets in beside the roles of the sweep. */
export function portfolioNotes(portfolio: SharedPortfolio, partition: string): readonly string[] {
  return tooWide(portfolio, wantedIn(partition)).map(
    (pattern) =>
      `${labelOf(portfolio)}: the pattern ${pattern} lets in the roles of the sweep, and every other role of a spoke whose name matches; the exact names make it needless`,
  );
}

function principalsMissing(
  portfolio: SharedPortfolio,
  { missing, patterns }: { readonly missing: readonly string[]; readonly patterns: readonly string[] },
): readonly ExaminedFinding[] {
  if (missing.length === 0) return [];
  const { account, region, id, products } = portfolio;
  const wide = tooWide(portfolio, missing);
  const but = wide.length === 0 ? '' : ` (${wide.join(' and ')} lets them in, but not only them)`;
  const what = `${labelOf(portfolio)} has no principal ${missing.join(' and ')}${but}; it holds ${namesOf(products)}`;
  const concerns = products.map((product) => product.id);
  if (patterns.length + missing.length > MOST_PATTERNS) {
    return [
      finding({
        code: 'NO_ROOM_FOR_PRINCIPALS',
        account,
        region,
        what: `${what}; ${patterns.length} of at most ${MOST_PATTERNS} patterns are taken: ${patterns.join(', ')}`,
        fix: `take away the patterns that nobody needs: aws servicecatalog disassociate-principal-from-portfolio --region ${region} --portfolio-id ${id} --principal-type IAM_PATTERN --principal-arn PATTERN; then run catalog-sweep doctor --fix`,
        concerns,
      }),
    ];
  }
  const commands = missing.map(
    (arn) =>
      `aws servicecatalog associate-principal-with-portfolio --region ${region} --portfolio-id ${id} --principal-type IAM_PATTERN --principal-arn ${arn}`,
  );
  return [
    finding({
      code: 'PRINCIPALS_MISSING',
      account,
      region,
      what,
      fix: `catalog-sweep doctor --fix, or in account ${account}: ${commands.join(' && ')}`,
      concerns,
      remedies: missing.map((principalArn) => ({
        kind: 'associate principal',
        portfolioId: id,
        principalArn,
        principalType: 'IAM_PATTERN',
      })),
    }),
  ];
}

function principalsNotShared(
  portfolio: SharedPortfolio,
  { share, others }: { readonly share: NodeShare; readonly others: readonly string[] },
): ExaminedFinding {
  const { account, region, id, products } = portfolio;
  const node = `Type=${share.type},Value=${share.id}`;
  const publishes =
    others.length === 0
      ? 'the portfolio has no other patterns that this would publish'
      : `this also publishes the other patterns of the portfolio: ${others.join(', ')}`;
  return finding({
    code: 'PRINCIPALS_NOT_SHARED',
    account,
    region,
    what: `${labelOf(portfolio)} does not share its principals with ${share.id}; it holds ${namesOf(products)}`,
    fix: `catalog-sweep doctor --fix, or in account ${account}: aws servicecatalog update-portfolio-share --region ${region} --portfolio-id ${id} --organization-node ${node} --share-principals; ${publishes}`,
    concerns: products.map((product) => product.id),
    remedies: [{ kind: 'share principals', portfolioId: id, node: { type: share.type, id: share.id } }],
  });
}

function wantedIn(partition: string): readonly string[] {
  return BOTH.map((access) => spokeRolePattern({ partition, access }));
}

/** The patterns that only happen to match one of the wanted names. */
function tooWide(portfolio: SharedPortfolio, wanted: readonly string[]): readonly string[] {
  return patternsOf(portfolio).filter(
    (pattern) => !wanted.includes(pattern) && wanted.some((arn) => matches(pattern, arn)),
  );
}

function patternsOf({ principals }: SharedPortfolio): readonly string[] {
  return principals.filter(({ type }) => type === 'IAM_PATTERN').map(({ arn }) => arn);
}

/** As IAM_PATTERN has it: `*` stands for any text, also with slashes, and `?` for one character or none. */
function matches(pattern: string, arn: string): boolean {
  const source = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll('*', '.*')
    .replaceAll('?', '.?');
  return new RegExp(`^${source}$`).test(arn);
}

function labelOf({ name, id }: SharedPortfolio): string {
  return `the portfolio ${name} (${id})`;
}

function namesOf(products: SharedPortfolio['products']): string {
  return products
    .map(({ name }) => name)
    .toSorted()
    .join(', ');
}
