import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { rightsTable, wildcardsTable } from './security-tables.ts';

const page = readFileSync(new URL('../../../docs/security.md', import.meta.url), 'utf8');

/** The table below a heading; formatters change white space and dashes alone. */
function tableBelow(heading: string): readonly string[] {
  const section = page.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  return section.split('\n').filter((line) => line.startsWith('|'));
}

const plain = (lines: readonly string[]) =>
  lines.map((line) =>
    line
      .replaceAll(/ +/g, ' ')
      .replaceAll(/-{3,}/g, '---')
      .replaceAll(String.raw`\*`, '*'),
  );

describe('docs/security.md', () => {
  test.each([
    { heading: 'Who can do what', expected: rightsTable() },
    { heading: 'Rights that an auditor will ask about', expected: wildcardsTable() },
  ])('$heading: its table is that of the roles', ({ heading, expected }) => {
    expect(plain(tableBelow(heading))).toEqual(expected);
  });
});
