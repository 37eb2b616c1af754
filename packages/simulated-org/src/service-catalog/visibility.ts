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
  { store, clock }: Pick<RequestContext, 'store' | 'clock'>,
  place: Place,
): { readonly portfolio: Portfolio; readonly shares: readonly Share[] }[] {
  const now = clock.now();
  return [...store.all('servicecatalog.portfolios')].flatMap((portfolio) => {
    if (portfolio.region !== place.region || portfolio.account === place.account) return [];
    const shares = portfolio.shares.filter((share) => share.accepted && reaches(store, share, place.account));
    return shares.length === 0 ? [] : [{ portfolio, shares: shares.map((share) => shareAt(share, now)) }];
  });
}

/** A share as it is at a time, whatever is asked of it. */
export function shareAt(share: Share, time: number): Share {
  const { update, ...rest } = share;
  if (update === undefined || update.endsAt > time) return share;
  return { ...rest, tagOptions: update.tagOptions, principals: update.principals };
}

/** Whether a share is with an account, or with something that the account is in. */
export function reaches(
  store: Store,
  { type, recipient }: Pick<Share, 'type' | 'recipient'>,
  account: string,
): boolean {
  if (type === 'ACCOUNT' || type === 'ORGANIZATION_MEMBER_ACCOUNT') return recipient === account;
  const entity = store.get('organizations.accounts', account);
  if (entity === undefined) return false;
  return type === 'ORGANIZATION' || parentsOf(store, entity).includes(recipient);
}

/** Whether an account sees a product in a Region: it owns it, or imports a portfolio that holds it. */
export function seesProduct(context: Pick<RequestContext, 'store' | 'clock'>, place: Place, product: Product): boolean {
  if (product.region !== place.region) return false;
  if (product.account === place.account) return true;
  return importedPortfolios(context, place).some(({ portfolio }) => portfolio.products.includes(product.id));
}

/** A product that the caller's account sees. Throws ResourceNotFoundException for any other. */
export function visibleProduct(
  context: RequestContext,
  { id, name }: { readonly id?: string | undefined; readonly name?: string | undefined },
): Product {
  if ((id === undefined) === (name === undefined))
    throw invalid('Either the id or the name of a product is needed, and not both.');
  const { store, caller, region } = context;
  const place = { account: caller.account, region };
  const candidates =
    id === undefined
      ? [...store.all('servicecatalog.products')].filter((product) => product.name === name)
      : [store.get('servicecatalog.products', id)];
  const product = candidates.find((candidate) => candidate !== undefined && seesProduct(context, place, candidate));
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
export function launchPathsOf(product: Product, context: RequestContext): LaunchPath[] {
  const { store, caller, region, hash } = context;
  const place = { account: caller.account, region };
  if (!seesProduct(context, place, product)) return [];
  const own = ownPortfolios(store, place).map((portfolio) => ({ portfolio, shares: [] as readonly Share[] }));
  return [...own, ...importedPortfolios(context, place)]
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
