import type { ProductRow } from '../../src/data/dashboard-data.ts';
import { behindOf, countStates, type StateCounts } from './states.ts';

/** How many provisioned products of one OU, product or version are in which state. */
export interface BacklogRow {
  readonly id: string;
  readonly name: string;
  readonly counts: StateCounts;
  /** Outdated and failed ones. */
  readonly behind: number;
  /** How many days the one is behind that is so for longest; null when nothing is, or when it is not known. */
  readonly oldestDays: number | null;
}

export function backlogByUnit(products: readonly ProductRow[]): readonly BacklogRow[] {
  return backlogBy(products, ({ organizationalUnit }) => ({ id: organizationalUnit, name: organizationalUnit }));
}

export function backlogByProduct(products: readonly ProductRow[]): readonly BacklogRow[] {
  return backlogBy(products, ({ productId, product }) => ({
    id: productId,
    name: product === '' ? productId : product,
  }));
}

/** Of versions that are not the newest of their product. */
export interface VersionRow extends BacklogRow {
  readonly productId: string;
  readonly version: string;
  readonly latestVersion: string;
  readonly accounts: number;
}

export function backlogByVersion(products: readonly ProductRow[]): readonly VersionRow[] {
  const groups = Map.groupBy(
    products.filter(({ state }) => state === 'OUTDATED' || state === 'FAILED'),
    ({ productId, version, latestVersion }) => JSON.stringify([productId, version, latestVersion]),
  );
  return byBehind(
    [...groups].flatMap(([id, rows]) =>
      rows.slice(0, 1).map(({ productId, product, version, latestVersion }) => ({
        ...backlogRow(rows, { id, name: product === '' ? productId : product }),
        productId,
        version,
        latestVersion,
        accounts: new Set(rows.map(({ account }) => account)).size,
      })),
    ),
  );
}

function backlogBy(
  products: readonly ProductRow[],
  nameOf: (row: ProductRow) => Pick<BacklogRow, 'id' | 'name'>,
): readonly BacklogRow[] {
  const groups = Map.groupBy(products, (row) => nameOf(row).id);
  return byBehind([...groups.values()].flatMap((rows) => rows.slice(0, 1).map((row) => backlogRow(rows, nameOf(row)))));
}

function backlogRow(rows: readonly ProductRow[], named: Pick<BacklogRow, 'id' | 'name'>): BacklogRow {
  const counts = countStates(rows);
  let oldestDays: number | null = null;
  for (const { state, daysBehind } of rows) {
    if (daysBehind === null || (state !== 'OUTDATED' && state !== 'FAILED')) continue;
    oldestDays = Math.max(oldestDays ?? 0, daysBehind);
  }
  return { ...named, counts, behind: behindOf(counts), oldestDays };
}

/** Most first; equal ones by name, so that the order is the same each time. */
function byBehind<Row extends BacklogRow>(rows: readonly Row[]): readonly Row[] {
  return rows.toSorted((a, b) => b.behind - a.behind || compareText(a.name, b.name) || compareText(a.id, b.id));
}

/** By code unit: what it costs counts here, not the alphabet of a country. */
function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
