import { stringify } from 'csv-stringify/sync';
import { resultTable } from '../render/result-table.ts';
import { printable } from '../render/text.ts';
import type { Terminal } from '../terminal.ts';
import { objectsOf, type QueryResult } from './query-result.ts';

export const FORMATS = ['table', 'csv', 'json', 'markdown'] as const;
export type Format = (typeof FORMATS)[number];

/** A result as text. Whatever the logs hold is text everywhere: no codes of a terminal, no formulas of a spreadsheet, no markup. */
export function formatted(
  result: QueryResult,
  { format, terminal }: { readonly format: Format; readonly terminal: Pick<Terminal, 'columns' | 'colours'> },
): string {
  switch (format) {
    case 'table':
      return resultTable(result, terminal);
    case 'json':
      return JSON.stringify(objectsOf(result), null, 2);
    case 'csv':
      return csv(result);
    case 'markdown':
      return markdown(result);
  }
}

/** RFC 4180; what a spreadsheet would take for a formula has an apostrophe before it. */
function csv({ columns, rows }: QueryResult): string {
  const values = rows.map((row) => row.map((value) => (typeof value === 'boolean' ? String(value) : value)));
  return stringify([[...columns], ...values], { escape_formulas: true }).trimEnd();
}

function markdown({ columns, rows }: QueryResult): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    line(columns.map((column) => markdownCell(column))),
    line(columns.map(() => '---')),
    ...rows.map((row) => line(row.map((value) => markdownCell(value === null ? '' : String(value))))),
  ].join('\n');
}

/** What Markdown and HTML would take for markup is escaped. https://spec.commonmark.org/0.31.2/#backslash-escapes */
function markdownCell(text: string): string {
  return printable(text)
    .replaceAll(/[\\`*_[\]<>|~&!#]/g, String.raw`\$&`)
    .replaceAll('\n', ' ');
}
