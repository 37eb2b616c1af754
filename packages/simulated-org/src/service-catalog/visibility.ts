import { parentsOf } from '../organizations/entities.ts';
import type { RequestContext } from '../operation.ts';
import type { Store } from '../store.ts';
import type { Place, Portfolio, Principal, Product, Share } from './entities.ts';
import { invalid, notFound } from './input.ts';
import { isMeant } from './principal-patterns.ts';

/** The portfolios of an account and Region: its own. */
export function ownPortfolios(store: Store, place: Place): Portfolio[] {
  return [...store.all('servicecatalog.portfolios')].filter((portfolio) => isAt(portfolio, place));
}

/** The portfolios that others share with an account, with the shares that reach it. Sharing stays inside of a Region. */
export function importedPortfolios(
  store: Store,
  place: Place,
): { readonly portfolio: Portfolio; readonly shares: readonly Share[] }[] {
  return [...store.all('servicecatalog.portfolios')].flatMap((portfolio) => {
    if (portfolio.region !== place.region || portfolio.account === place.account) return [];
    const shares = portfolio.shares.filter((share) => share.accepted && reaches(store, share, place.account));
    return shares.length === 0 ? [] : [{ portfolio, shares }];
  });
}

function reaches(store: Store, { type, recipient }: Share, account: string): boolean {
  if (type === 'ACCOUNT' || type === 'ORGANIZATION_MEMBER_ACCOUNT') return recipient === account;
  const entity = store.get('organizations.accounts', account);
  if (entity === undefined) return false;
  return type === 'ORGANIZATION' || parentsOf(store, entity).includes(recipient);
}

/** Whether an account sees a product in a Region: it owns it, or imports a portfolio that holds it. */
export function seesProduct(store: Store, place: Place, product: Product): boolean {
  if (product.region !== place.region) return false;
  if (product.account === place.account) return true;
  return importedPortfolios(store, place).some(({ portfolio }) => portfolio.products.includes(product.id));
}

/** A product that the caller's account sees. Throws ResourceNotFoundException for any other. */
export function visibleProduct(
  { store, caller, region }: RequestContext,
  { id, name }: { readonly id?: string | undefined; readonly name?: string | undefined },
): Product {
  if ((id === undefined) === (name === undefined))
    throw invalid('Either the id or the name of a product is needed, and not both.');
  const place = { account: caller.account, region };
  const candidates =
    id === undefined
      ? [...store.all('servicecatalog.products')].filter((product) => product.name === name)
      : [store.get('servicecatalog.products', id)];
  const product = candidates.find((candidate) => candidate !== undefined && seesProduct(store, place, candidate));
  if (product === undefined) throw notFound(`Product ${id ?? name} not found.`);
  return product;
}

/** A way by which a caller may launch and update a product. */
export interface LaunchPath {
  readonly id: string;
  readonly portfolio: Portfolio;
}

/**
 * The caller's launch paths to a product: each portfolio of its account that holds the product, own or imported, and has the caller as a principal.
 * An account has none of the principals of a portfolio that it imports, except those of type IAM_PATTERN when the share says so.
 */
export function launchPathsOf(product: Product, { store, caller, region, hash }: RequestContext): LaunchPath[] {
  const place = { account: caller.account, region };
  if (!seesProduct(store, place, product)) return [];
  const own = ownPortfolios(store, place).map((portfolio) => ({ portfolio, shares: [] as readonly Share[] }));
  return [...own, ...importedPortfolios(store, place)]
    .filter(
      ({ portfolio, shares }) => portfolio.products.includes(product.id) && isPrincipal(portfolio, shares, caller),
    )
    .map(({ portfolio }) => ({
      id: `lpv3-${hash('path', place.account, portfolio.id, product.id).slice(0, 13)}`,
      portfolio,
    }));
}

function isPrincipal(portfolio: Portfolio, shares: readonly Share[], caller: RequestContext['caller']): boolean {
  return principalsOf(portfolio, shares, caller.account).some((principal) => isMeant(principal, caller.principalArn));
}

/** The principals of a portfolio that count in an account: its own, and those that a share brings along. */
export function principalsOf(
  { principals }: Portfolio,
  shares: readonly Share[],
  account: string,
): readonly Principal[] {
  const shared = shares.some((share) => share.principals);
  return principals.filter((one) => one.account === account || (shared && one.type === 'IAM_PATTERN'));
}

function isAt(thing: Place, place: Place): boolean {
  return thing.account === place.account && thing.region === place.region;
}
