import type { Organisation, ProductDescription, ProvisionedProductDescription } from './description.ts';
import { twice, unknown, type Names } from './names.ts';
import type { Problem } from './problem.ts';

type Path = Problem['path'];

/** What is wrong with provisioned products: whose parts are not there, or that were launched before or in a place where nobody could. */
export function provisionedProductProblems(organisation: Organisation, names: Names): readonly Problem[] {
  const { provisionedProducts } = organisation;
  const places = provisionedProducts.map(({ name, account, region }) => `${name} in ${account}, ${region}`);
  return [
    ...twice('provisioned product', places, (index) => ['provisionedProducts', index, 'name']),
    ...provisionedProducts.flatMap((provisioned, index) => {
      const path = ['provisionedProducts', index];
      return [
        ...placeProblems(provisioned, organisation, names, path),
        ...productProblems(provisioned, organisation, names, path),
        ...orderProblems(provisioned, organisation, path),
      ];
    }),
  ];
}

function placeProblems(
  { account, region, portfolio, product }: ProvisionedProductDescription,
  { accounts, portfolios }: Organisation,
  names: Names,
  path: Path,
): Problem[] {
  const enabled = accounts.find(({ name }) => name === account)?.regions ?? names.regions;
  const held = portfolios.find(({ name }) => name === portfolio);
  return [
    ...unknown('account', names.accounts, account, [...path, 'account']),
    ...unknown(`Region enabled in ${account}`, enabled, region, [...path, 'region']),
    ...unknown('portfolio', names.portfolios, portfolio, [...path, 'portfolio']),
    ...(held !== undefined &&
    names.products.includes(product) &&
    !held.products.some((entry) => entry.product === product)
      ? [{ path: [...path, 'portfolio'], message: `${held.name} does not hold the product ${product}` }]
      : []),
  ];
}

function productProblems(
  { product: productName, version, launched, region, later }: ProvisionedProductDescription,
  { products }: Organisation,
  names: Names,
  path: Path,
): Problem[] {
  const product = products.find(({ name }) => name === productName);
  if (product === undefined) return unknown('product', names.products, productName, [...path, 'product']);
  return [
    ...(product.regions === undefined
      ? []
      : unknown(`Region of ${productName}`, product.regions, region, [...path, 'region'])),
    ...versionProblems(
      product,
      { version, at: launched },
      { version: [...path, 'version'], at: [...path, 'launched'] },
    ),
    ...later.flatMap((action, index) =>
      action.action === 'update'
        ? versionProblems(product, action, {
            version: [...path, 'later', index, 'version'],
            at: [...path, 'later', index, 'at'],
          })
        : [],
    ),
  ];
}

function versionProblems(
  { name, versions }: ProductDescription,
  { version, at }: { readonly version: string; readonly at: string },
  paths: { readonly version: Path; readonly at: Path },
): Problem[] {
  const found = versions.find((candidate) => candidate.name === version);
  if (found === undefined) {
    return unknown(
      `version of ${name}`,
      versions.map((candidate) => candidate.name),
      version,
      paths.version,
    );
  }
  if (Date.parse(found.published) <= Date.parse(at)) return [];
  return [{ path: paths.at, message: `${at} is before ${version} was published, ${found.published}` }];
}

function orderProblems(
  { launched, later }: ProvisionedProductDescription,
  { now }: Organisation,
  path: Path,
): Problem[] {
  const times = [
    { at: launched, path: [...path, 'launched'] },
    ...later.map(({ at }, index) => ({ at, path: [...path, 'later', index, 'at'] })),
  ];
  return times.flatMap(({ at, path: where }, index) => {
    const before = times[index - 1];
    if (before !== undefined && Date.parse(at) <= Date.parse(before.at)) {
      return [{ path: where, message: `${at} is not after ${before.at}` }];
    }
    return Date.parse(at) < Date.parse(now) ? [] : [{ path: where, message: `${at} is not before now, ${now}` }];
  });
}
