import type { QueryResult } from '../reporting/query-result.ts';
import type { Terminal } from '../terminal.ts';
import { printable, table } from './text.ts';

/** What a column is left at least where a table is too wide. */
const NARROWEST = 8;

/** What the last column has at least, whose words are wrapped. */
const NARROWEST_LAST = 20;

/** Between two columns, and before the first. */
const GAP = 2;

type Look = Pick<Terminal, 'columns' | 'colours'>;

/**
 * The rows of a result as a table with a head. Where the terminal is too narrow for it, long texts are cut, those of the widest columns first, but for the
 * last one, which is wrapped. Where not even the head would fit, each row is a list of its values.
 */
export function resultTable({ columns, rows }: QueryResult, { columns: width, colours }: Look): string {
  if (rows.length === 0) return 'no rows';
  const head = columns.map((column) => printable(column));
  const texts = rows.map((row) => row.map((value) => cell(value)));
  const all = head.map((name, index) => {
    const natural = Math.max(name.length, ...texts.map((row) => row[index]?.length ?? 0));
    return { natural, least: Math.min(natural, Math.max(NARROWEST, name.length)) };
  });
  const last = Math.min(NARROWEST_LAST, all.at(-1)?.natural ?? 0);
  const widths = fitted(all.slice(0, -1), width - last - GAP * (head.length + 1));
  if (widths === undefined) return blocks(head, texts, { columns: width, colours });
  const cut = texts.map((row) => row.map((text, index) => shortened(text, widths[index])));
  return table([head.map((name) => colours.bold(name)), ...cut], width);
}

function cell(value: QueryResult['rows'][number][number]): string {
  return value === null ? '-' : printable(String(value)).replaceAll('\n', ' ');
}

/** Takes from the widest column until all fit; undefined when no column has anything to give any more. */
function fitted(
  columns: readonly { readonly least: number; readonly natural: number }[],
  room: number,
): readonly number[] | undefined {
  const widths = columns.map(({ natural }) => natural);
  let excess = widths.reduce((sum, width) => sum + width, 0) - room;
  while (excess > 0) {
    const spare = widths.map((width, index) => (width > (columns[index]?.least ?? 0) ? width : 0));
    const widest = spare.indexOf(Math.max(...spare));
    if (spare[widest] === 0) return undefined;
    widths[widest] = (widths[widest] ?? 0) - 1;
    excess -= 1;
  }
  return widths;
}

/** The last column has no width of its own, and is not cut. */
function shortened(text: string, width: number | undefined): string {
  return width === undefined || text.length <= width ? text : `${text.slice(0, width - 1)}…`;
}

function blocks(head: readonly string[], rows: readonly (readonly string[])[], { columns, colours }: Look): string {
  return rows
    .map((row) =>
      table(
        row.map((text, index) => [colours.bold(head[index] ?? ''), text]),
        columns,
      ),
    )
    .join('\n\n');
}
