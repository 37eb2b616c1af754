import { stripVTControlCharacters } from 'node:util';
import Table from 'cli-table3';

const NO_BORDERS = Object.fromEntries(
  [
    'top',
    'top-mid',
    'top-left',
    'top-right',
    'bottom',
    'bottom-mid',
    'bottom-left',
    'bottom-right',
    'left',
    'left-mid',
    'mid',
    'mid-mid',
    'right',
    'right-mid',
  ].map((name) => [name, '']),
);

/**
 * A table without borders, indented by two. The last column takes the room that the others leave, and its words are wrapped.
 */
export function table(rows: readonly (readonly string[])[], columns: number): string {
  const [first = []] = rows;
  const widths = first
    .slice(0, -1)
    .map((_, index) => Math.max(...rows.map((row) => visibleLength(row[index] ?? ''))) + 2);
  const used = widths.reduce((sum, width) => sum + width, 2);
  const made = new Table({
    chars: { ...NO_BORDERS, middle: '' },
    style: { 'padding-left': 0, 'padding-right': 2, head: [], border: [] },
    colWidths: [...widths, Math.max(20, columns - used)],
    wordWrap: true,
  });
  made.push(...rows.map((row) => [...row]));
  return made
    .toString()
    .split('\n')
    .map((line) => `  ${line}`.trimEnd())
    .join('\n');
}

/** Without the codes of colours. */
function visibleLength(text: string): number {
  return stripVTControlCharacters(text).length;
}

/** `1 update`, `2 updates`. */
export function count(number: number, noun: string): string {
  return `${number.toLocaleString('en-US')} ${noun}${number === 1 ? '' : 's'}`;
}

/** Breaks text into lines of at most so many characters, indent included; a word that is longer stays whole, so that it can be copied. */
export function wrapped(text: string, columns: number, indent = ''): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/)) {
    if (line !== '' && visibleLength(line) + 1 + visibleLength(word) > columns - indent.length) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line].map((one) => `${indent}${one}`).join('\n');
}

/** Text of somebody else, without what would do something to a terminal: control characters, and those that turn the direction of writing. */
export function printable(text: string): string {
  return text.replaceAll(/(?!\n)[\p{Cc}\p{Bidi_Control}]/gu, '\uFFFD');
}
