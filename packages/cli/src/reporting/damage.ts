import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { DuckDBConnection, JS } from '@duckdb/node-api';
import type { TableFiles } from './log-files.ts';

/** In so many files the damaged lines are named. */
const MOST_FILES = 10;

/** So many of them in each file. */
const MOST_LINES = 20;

/** The lines of a table that are none, a sentence for each file: how many, and where. */
export async function damageIn(
  connection: DuckDBConnection,
  { table, files }: Pick<TableFiles, 'table' | 'files'>,
): Promise<readonly string[]> {
  if (files.length === 0) return [];
  // What is no text at all is rejected when it is read; DuckDB then knows the number of the line.
  const found = await connection.runAndReadAll(`
    SELECT coalesce(d.file, r.file), d.lines, r.numbers
    FROM (
      SELECT filename AS file, list(damaged) AS lines FROM ${table.name}_lines WHERE damaged IS NOT NULL GROUP BY filename
    ) AS d
    FULL JOIN (
      SELECT s.file_path AS file, list(DISTINCT r.line) AS numbers
      FROM ${table.name}_rejects AS r
      JOIN ${table.name}_scans AS s ON s.scan_id = r.scan_id AND s.file_id = r.file_id
      GROUP BY s.file_path
    ) AS r ON r.file = d.file
    ORDER BY 1`);
  const damaged = found.getRowsJS();
  const told: string[] = [];
  for (const [name, lines, numbers] of damaged.slice(0, MOST_FILES)) {
    const file = textOf(name);
    const texts = listOf(lines).map((line) => textOf(line));
    const places = [...(await numbersOf(file, new Set(texts))), ...listOf(numbers).map(Number)];
    told.push(sentence(file, texts.length + listOf(numbers).length, places));
  }
  if (damaged.length > MOST_FILES) told.push(`${damaged.length - MOST_FILES} more files have damaged lines`);
  return told;
}

function textOf(value: JS | undefined): string {
  return typeof value === 'string' ? value : '';
}

function listOf(value: JS | undefined): readonly JS[] {
  return Array.isArray(value) ? value : [];
}

function sentence(file: string, count: number, places: readonly number[]): string {
  const shown = places.toSorted((a, b) => a - b).slice(0, MOST_LINES);
  const more = places.length > shown.length ? ', …' : '';
  return `${file}: ${count} damaged ${count === 1 ? 'line is' : 'lines are'} left out: ${shown.join(', ')}${more}`;
}

/** Where the lines stand in the file, counted from 1. */
async function numbersOf(file: string, lines: ReadonlySet<string>): Promise<readonly number[]> {
  if (lines.size === 0) return [];
  const numbers: number[] = [];
  let number = 0;
  for await (const line of createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: Infinity })) {
    number += 1;
    if (lines.has(line)) numbers.push(number);
  }
  return numbers;
}
