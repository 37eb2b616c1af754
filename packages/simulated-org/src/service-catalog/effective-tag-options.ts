import type { RequestContext } from '../operation.ts';
import type { Product, TagOption } from './entities.ts';
import { importedPortfolios, type LaunchPath } from './visibility.ts';

/**
 * The TagOptions of a product or portfolio that a caller is told: its own account's, and with the portfolio that shares it, when that share shares
 * TagOptions, the owner's too.
 */
export function tagOptionsOf(
  resourceId: string,
  sourcePortfolioId: string | undefined,
  context: RequestContext,
): TagOption[] {
  const { store, caller, region } = context;
  if (!isMigrated(store, caller.account)) return [];
  const source = importedPortfolios(context, { account: caller.account, region }).find(
    ({ portfolio }) => portfolio.id === sourcePortfolioId,
  );
  const shared =
    source !== undefined &&
    [source.portfolio.id, ...source.portfolio.products].includes(resourceId) &&
    source.shares.some(({ tagOptions }) => tagOptions);
  const owners = new Set([caller.account, ...(shared ? [source.portfolio.account] : [])]);
  return [...store.all('servicecatalog.tagOptions')].filter(
    (option) => option.region === region && owners.has(option.account) && option.resources.includes(resourceId),
  );
}

/** Whether an account's TagOptions are in the TagOption library; in old accounts they are not until somebody migrates them. */
export function isMigrated(store: RequestContext['store'], account: string): boolean {
  return store.get('servicecatalog.accounts', account)?.tagOptionsMigrated ?? true;
}

export function tagOptionDetail({ id, key, value, active, account }: TagOption): object {
  return { Id: id, Key: key, Value: value, Active: active, Owner: account };
}

/**
 * The values that each key may have for what is launched by a path: those of product and portfolio together; where both have the key, those that they
 * have in common. No value at all is a conflict.
 * https://docs.aws.amazon.com/servicecatalog/latest/dg/API_DescribeProvisioningParameters.html
 */
export function effectiveTagOptions(
  product: Product,
  { portfolio }: LaunchPath,
  context: RequestContext,
): ReadonlyMap<string, readonly string[]> {
  const source = portfolio.account === context.caller.account ? undefined : portfolio.id;
  const ofProduct = valuesByKey(tagOptionsOf(product.id, source, context));
  const ofPortfolio = valuesByKey(tagOptionsOf(portfolio.id, source, context));
  const effective = new Map([...ofPortfolio, ...ofProduct]);
  for (const [key, values] of ofPortfolio) {
    const others = ofProduct.get(key);
    if (others !== undefined)
      effective.set(
        key,
        values.filter((value) => others.includes(value)),
      );
  }
  return effective;
}

/**
 * The tags of what is launched by a path: those that are given, and each TagOption that leaves no choice. A conflict does not stop a launch, and becomes
 * a tag that names it.
 */
export function tagsOfLaunch(
  given: readonly Tag[],
  { product, path }: { readonly product: Product; readonly path: LaunchPath },
  context: RequestContext,
): readonly Tag[] {
  const tags = [...given];
  for (const [key, values] of effectiveTagOptions(product, path, context)) {
    if (given.some(({ Key }) => Key === key)) continue;
    const [only, ...more] = values;
    if (only === undefined) tags.push({ Key: key, Value: `sc-tagoption-conflict-${path.portfolio.id}-${product.id}` });
    else if (more.length === 0) tags.push({ Key: key, Value: only });
  }
  return tags;
}

export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

function valuesByKey(options: readonly TagOption[]): Map<string, string[]> {
  const values = new Map<string, string[]>();
  for (const { key, value, active } of options) {
    if (active) values.set(key, [...(values.get(key) ?? []), value]);
  }
  return values;
}
