import type { Organisation } from './description.ts';
import type { Problem } from './problem.ts';
import { suggest } from './suggest.ts';

type Path = Problem['path'];

/** The names that the parts of a description refer to. */
export interface Names {
  readonly accounts: readonly string[];
  readonly organizationalUnits: readonly string[];
  readonly regions: readonly string[];
  readonly products: readonly string[];
  readonly portfolios: readonly string[];
}

export function namesOf({ accounts, organizationalUnits, regions, products, portfolios }: Organisation): Names {
  return {
    accounts: accounts.map(({ name }) => name),
    organizationalUnits: organizationalUnits.map(({ path }) => path),
    regions,
    products: products.map(({ name }) => name),
    portfolios: portfolios.map(({ name }) => name),
  };
}

/** A problem unless the name is known; nothing for a name that is not given. */
export function unknown(kind: string, known: readonly string[], name: string | undefined, path: Path): Problem[] {
  if (name === undefined || known.includes(name)) return [];
  return [
    { path, message: `no ${kind} ${name}${suggest(name, known) || `; there are: ${known.join(', ') || 'none'}`}` },
  ];
}

export function unknownAll(
  kind: string,
  known: readonly string[],
  names: readonly string[] | undefined,
  path: Path,
): Problem[] {
  return (names ?? []).flatMap((name, index) => unknown(kind, known, name, [...path, index]));
}

/** A problem for each value that stood before. */
export function twice(kind: string, values: readonly string[], pathOf: (index: number) => Path): Problem[] {
  const before = new Set<string>();
  return values.flatMap((value, index) => {
    if (before.has(value)) return [{ path: pathOf(index), message: `a second ${kind} ${value}` }];
    before.add(value);
    return [];
  });
}
