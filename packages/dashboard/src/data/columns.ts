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
  const columns = Object.entries<Column | undefined>(table.columns).map(([name, column]) => ({
    name,
    cell: reader(column ?? []),
  }));
  return Array.from({ length: table.length }, (_, index) => {
    const row: Record<string, Cell> = {};
    for (const { name, cell } of columns) row[name] = cell(index);
    return row as Row;
  });
}

function reader(column: Column): (index: number) => Cell {
  if ('places' in column) {
    const { values, places } = column;
    return (index) => values[places[index] ?? 0] ?? null;
  }
  return (index) => column[index] ?? null;
}
