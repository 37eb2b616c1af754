import { DEFAULT_REGIONS } from '../regions.ts';
import type { Organisation } from './description.ts';
import { namesOf, twice, unknown, unknownAll, type Names } from './names.ts';
import type { Problem } from './problem.ts';
import { parentOf } from './unit-path.ts';
import { provisionedProductProblems } from './provisioned-product-problems.ts';

type Path = Problem['path'];

/** What fits the shape of a description and still cannot be: names of what is not there, names used twice, Regions that are not in the list. */
export function referenceProblems(organisation: Organisation): readonly Problem[] {
  const names = namesOf(organisation);
  return [
    ...organisationProblems(organisation, names),
    ...catalogueProblems(organisation, names),
    ...provisionedProductProblems(organisation, names),
  ];
}

function organisationProblems(organisation: Organisation, names: Names): Problem[] {
  const { accounts, organizationalUnits, hub } = organisation;
  return [
    ...unknown('account', names.accounts, organisation.organisation.managementAccount, [
      'organisation',
      'managementAccount',
    ]),
    ...unknown('account', names.accounts, hub.account, ['hub', 'account']),
    ...unknown('account', names.accounts, hub.logBucketOwner, ['hub', 'logBucketOwner']),
    ...unknown('Region', names.regions, hub.region, ['hub', 'region']),
    ...hubProblems(organisation),
    ...twice('Region', names.regions, (index) => ['regions', index]),
    ...twice('OU', names.organizationalUnits, (index) => ['organizationalUnits', index, 'path']),
    ...organizationalUnits.flatMap(({ path }, index) =>
      unknown('OU', names.organizationalUnits, parentOf(path), ['organizationalUnits', index, 'path']),
    ),
    ...twice('account', names.accounts, (index) => ['accounts', index, 'name']),
    ...twice(
      'account',
      accounts.map(({ id }) => id),
      (index) => ['accounts', index, 'id'],
    ),
    ...accounts.flatMap((account, index) => [
      ...unknown('OU', names.organizationalUnits, account.organizationalUnit, [
        'accounts',
        index,
        'organizationalUnit',
      ]),
      ...unknownAll('Region', names.regions, account.regions, ['accounts', index, 'regions']),
      ...disabledByMistake(account, names.regions).map((region) => ({
        path: ['accounts', index, 'regions'],
        message: `${region} is missing; every account has it, and cannot disable it`,
      })),
    ]),
  ];
}

/** Regions without opt-in that an account's list leaves out. */
function disabledByMistake({ regions }: Organisation['accounts'][number], all: readonly string[]): readonly string[] {
  return regions === undefined ? [] : all.filter((region) => DEFAULT_REGIONS.has(region) && !regions.includes(region));
}

/** Without its roles the hub could not sweep at all. */
function hubProblems({ accounts, hub }: Organisation): Problem[] {
  return accounts.flatMap(({ name, spokeRoles }, index) =>
    name === hub.account && spokeRoles !== 'ok'
      ? [{ path: ['accounts', index, 'spokeRoles'], message: `found ${spokeRoles}; the hub needs its roles: ok` }]
      : [],
  );
}

function catalogueProblems(organisation: Organisation, names: Names): Problem[] {
  return [
    ...twice('product', names.products, (index) => ['products', index, 'name']),
    ...organisation.products.flatMap((product, index) =>
      productProblems(product, organisation, names, ['products', index]),
    ),
    ...twice('portfolio', names.portfolios, (index) => ['portfolios', index, 'name']),
    ...organisation.portfolios.flatMap((portfolio, index) =>
      portfolioProblems(portfolio, names, ['portfolios', index]),
    ),
    ...organisation.tagOptions.flatMap((tagOption, index) =>
      tagOptionProblems(tagOption, organisation, names, ['tagOptions', index]),
    ),
  ];
}

function productProblems(
  { owner, regions, versions }: Organisation['products'][number],
  { now }: Organisation,
  names: Names,
  path: Path,
): Problem[] {
  return [
    ...unknown('account', names.accounts, owner, [...path, 'owner']),
    ...unknownAll('Region', names.regions, regions, [...path, 'regions']),
    ...twice(
      'version',
      versions.map(({ name }) => name),
      (index) => [...path, 'versions', index, 'name'],
    ),
    ...versions.flatMap(({ published }, index) =>
      Date.parse(published) < Date.parse(now)
        ? []
        : [{ path: [...path, 'versions', index, 'published'], message: `${published} is not before now, ${now}` }],
    ),
  ];
}

function portfolioProblems(
  { owner, regions, products, shares }: Organisation['portfolios'][number],
  names: Names,
  path: Path,
): Problem[] {
  return [
    ...unknown('account', names.accounts, owner, [...path, 'owner']),
    ...unknownAll('Region', names.regions, regions, [...path, 'regions']),
    ...products.flatMap(({ product, stackSet }, index) => [
      ...unknown('product', names.products, product, [...path, 'products', index, 'product']),
      ...unknownAll('account', names.accounts, stackSet?.accounts, [
        ...path,
        'products',
        index,
        'stackSet',
        'accounts',
      ]),
      ...unknownAll('Region', names.regions, stackSet?.regions, [...path, 'products', index, 'stackSet', 'regions']),
    ]),
    ...shares.flatMap(({ account, organizationalUnit }, index) => [
      ...unknown('account', names.accounts, account, [...path, 'shares', index, 'account']),
      ...unknown('OU', names.organizationalUnits, organizationalUnit, [...path, 'shares', index, 'organizationalUnit']),
    ]),
  ];
}

function tagOptionProblems(
  { accounts, regions, products, portfolios }: Organisation['tagOptions'][number],
  organisation: Organisation,
  names: Names,
  path: Path,
): Problem[] {
  const notMigrated = new Set(
    organisation.accounts.filter((account) => !account.tagOptionsMigrated).map(({ name }) => name),
  );
  return [
    ...unknownAll('account', names.accounts, accounts, [...path, 'accounts']),
    ...(accounts ?? []).flatMap((account, index) =>
      notMigrated.has(account)
        ? [
            {
              path: [...path, 'accounts', index],
              message: `the TagOptions of ${account} were never migrated, so it has none`,
            },
          ]
        : [],
    ),
    ...unknownAll('Region', names.regions, regions, [...path, 'regions']),
    ...unknownAll('product', names.products, products, [...path, 'products']),
    ...unknownAll('portfolio', names.portfolios, portfolios, [...path, 'portfolios']),
  ];
}
