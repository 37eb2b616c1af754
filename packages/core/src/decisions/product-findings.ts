import type { Principal } from '../aws/principals.ts';
import type { ExaminedFinding } from '../contract/findings.ts';
import { spokeRoleArn, spokeRolePattern, type SpokeAccess } from '../contract/role-names.ts';
import type { ExaminedTarget } from './doctor-summary.ts';
import { finding } from './finding.ts';
import type { OptInOfProduct } from './opt-in-counts.ts';

/** A product that is provisioned in a target. */
export interface ProvisionedKind extends OptInOfProduct {
  readonly id: string;
  readonly name: string;
  /** By a source that the configuration allows. */
  readonly optedIn: boolean;
  /** Whether the read role has a launch path to it; only asked for what is opted in. */
  readonly hasLaunchPath: boolean;
  /** The account's own portfolios that hold it; only asked for what the hub does not share, or cannot be launched. */
  readonly ownPortfolios: readonly OwnPortfolio[];
}

/** A portfolio of the spoke itself. */
export interface OwnPortfolio {
  readonly id: string;
  readonly name: string;
  readonly principals: readonly Principal[];
}

/** Where the products are, and what a doctor may change there. */
export interface ProductsPlace {
  readonly partition: string;
  readonly account: string;
  readonly region: string;
  readonly portfolioAccess: boolean;
}

const BOTH: readonly SpokeAccess[] = ['read', 'update'];

/** Whether the roles of the sweep can launch what is opted in and provisioned: one finding for each portfolio or product that stands in the way. */
export function productFindings(
  products: readonly ProvisionedKind[],
  place: ProductsPlace,
): readonly ExaminedFinding[] {
  const optedIn = products.filter((product) => product.optedIn);
  const findings = new Map<string, ExaminedFinding>();
  for (const product of optedIn) {
    const lacking = portfoliosInNeed(product, place);
    for (const { portfolio, missing } of lacking) {
      findings.set(portfolio.id, localPrincipalsMissing({ portfolio, missing, holding: optedIn }, place));
    }
    if (product.hasLaunchPath || lacking.length > 0) continue;
    findings.set(product.id, noLaunchPath(product, place));
  }
  return [...findings.values()];
}

/** A portfolio with one of the roles always needs the other; one with neither only when there is no other way to the product. */
function portfoliosInNeed({ ownPortfolios, hasLaunchPath }: ProvisionedKind, place: ProductsPlace) {
  return ownPortfolios
    .map((portfolio) => ({ portfolio, missing: BOTH.filter((access) => !isPrincipal(portfolio, access, place)) }))
    .filter(({ missing }) => missing.length === 1 || (missing.length === 2 && !hasLaunchPath));
}

function isPrincipal({ principals }: OwnPortfolio, access: SpokeAccess, { partition, account }: ProductsPlace) {
  const exact = [spokeRoleArn({ partition, account, access }), spokeRolePattern({ partition, access })];
  return principals.some(({ arn }) => exact.includes(arn));
}

function localPrincipalsMissing(
  {
    portfolio,
    missing,
    holding,
  }: {
    readonly portfolio: OwnPortfolio;
    readonly missing: readonly SpokeAccess[];
    readonly holding: readonly ProvisionedKind[];
  },
  { partition, account, region, portfolioAccess }: ProductsPlace,
): ExaminedFinding {
  const arns = missing.map((access) => spokeRoleArn({ partition, account, access }));
  const products = holding.filter(({ ownPortfolios }) => ownPortfolios.some(({ id }) => id === portfolio.id));
  const commands = arns.map((arn) => associate({ region, portfolioId: portfolio.id, arn }));
  return finding({
    code: 'LOCAL_PRINCIPALS_MISSING',
    account,
    region,
    what: `its own portfolio ${portfolio.name} (${portfolio.id}) has no principal ${arns.join(' and ')}; it holds ${products.map(labelOf).join(', ')}`,
    fix: byDoctorOr(portfolioAccess, `in account ${account}: ${commands.join(' && ')}`),
    remedies: portfolioAccess
      ? arns.map((principalArn) => ({
          kind: 'associate principal',
          portfolioId: portfolio.id,
          principalArn,
          principalType: 'IAM',
        }))
      : [],
  });
}

function noLaunchPath(product: ProvisionedKind, { partition, account, region }: ProductsPlace): ExaminedFinding {
  const arn = spokeRoleArn({ partition, account, access: 'read' });
  const command = associate({ region, portfolioId: 'PORTFOLIO', arn });
  return finding({
    code: 'NO_LAUNCH_PATH',
    account,
    region,
    what: `${labelOf(product)} is opted in, and no portfolio that holds it lets the roles of the sweep launch it`,
    fix: `in account ${account}, for a portfolio that holds it, imported or its own: ${command}; the same for ${spokeRoleArn({ partition, account, access: 'update' })}`,
    concerns: [product.id],
  });
}

/** How somebody mends it who may, or may not, leave it to the doctor. */
export function byDoctorOr(portfolioAccess: boolean, byHand: string): string {
  return portfolioAccess ? `catalog-sweep doctor --fix, or ${byHand}` : byHand;
}

function associate({
  region,
  portfolioId,
  arn,
}: {
  readonly region: string;
  readonly portfolioId: string;
  readonly arn: string;
}): string {
  return `aws servicecatalog associate-principal-with-portfolio --region ${region} --portfolio-id ${portfolioId} --principal-type IAM --principal-arn ${arn}`;
}

function labelOf({ name, id, provisioned }: ProvisionedKind): string {
  return `${name} (${id}, ${provisioned} provisioned)`;
}

/** The products of a Region that some target has opted in and cannot launch. */
export function unlaunchableProducts(targets: readonly ExaminedTarget[], region: string): ReadonlySet<string> {
  const findings = targets.flatMap(({ examination }) => examination?.findings ?? []);
  const here = findings.filter((found) => found.code === 'NO_LAUNCH_PATH' && found.region === region);
  return new Set(here.flatMap(({ concerns }) => concerns));
}
