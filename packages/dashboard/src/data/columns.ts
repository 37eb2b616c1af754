import type { DashboardData } from './dashboard-data.ts';

/*
 * How the rows of the page are written: by column, because the values of a column resemble each other and are often the same. A column with few values
 * names each once and then counts on that list.
 */

type Cell = string | number | boolean | null;
type Column = readonly Cell[] | { readonly values: readonly Cell[]; readonly places: readonly number[] };

interface Table<Row> {
  readonly length: number;
  readonly columns: Readonly<Partial<Record<keyof Row & string, Column>>>;
}

/** The data as it stands in the page, as JSON. */
export type Columns = {
  readonly [Name in keyof DashboardData]: DashboardData[Name] extends readonly (infer Row extends object)[]
    ? Table<Row>
    : DashboardData[Name];
};

export function toColumns(data: DashboardData): Columns {
  return {
    ...data,
    products: tableOf(data.products),
    targets: tableOf(data.targets),
    sweeps: tableOf(data.sweeps),
    history: tableOf(data.history),
    lag: tableOf(data.lag),
  };
}

/** What `toColumns` was given. */
export function fromColumns(columns: Columns): DashboardData {
  return {
    ...columns,
    products: rowsOf(columns.products),
    targets: rowsOf(columns.targets),
    sweeps: rowsOf(columns.sweeps),
    history: rowsOf(columns.history),
    lag: rowsOf(columns.lag),
  };
}

function tableOf<Row extends object>(rows: readonly Row[]): Table<Row> {
  const names = Object.keys(rows[0] ?? {}) as (keyof Row & string)[];
  const columns: Partial<Record<keyof Row & string, Column>> = {};
  for (const name of names) columns[name] = columnOf(rows.map((row) => row[name] as Cell));
  return { length: rows.length, columns };
}

function columnOf(cells: readonly Cell[]): Column {
  const places = new Map<Cell, number>();
  for (const cell of cells) if (!places.has(cell)) places.set(cell, places.size);
  // A list on which most values stand once would only be read twice.
  if (places.size > cells.length / 2) return cells;
  return { values: [...places.keys()], places: cells.map((cell) => places.get(cell) ?? 0) };
}

/** Only ever given what `tableOf` wrote: the page and its data are of one version. */
function rowsOf<Row>(table: Table<Row>): readonly Row[] {
  const columns = Object.entries<Column | undefined>(table.columns);
  const blank: Record<string, Cell> = Object.fromEntries(columns.map(([name]) => [name, null]));
  // Rows that have all of their fields from the start, and one column after the other: a fifth of the time of the obvious.
  const rows = Array.from({ length: table.length }, () => ({ ...blank }));
  for (const [name, column = []] of columns) {
    const cell = reader(column);
    for (const [index, row] of rows.entries()) row[name] = cell(index);
  }
  return rows as readonly object[] as readonly Row[];
}

function reader(column: Column): (index: number) => Cell {
  if (!('places' in column)) return (index) => column[index] ?? null;
  const { values, places } = column;
  return (index) => values[places[index] ?? 0] ?? null;
}
