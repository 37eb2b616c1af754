import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';

const DOCUMENT = new URL('../../packages/state-machine-runner/STEP-FUNCTIONS.md', import.meta.url);

/** What a title may become: `$name` one of the names in its file, and `%s` any value. */
function patternOf(title: string, names: readonly string[]): RegExp {
  const name = names.map(escaped).join('|');
  const pattern = escaped(title)
    .replaceAll(/%[sjdip]|\\\$(?!name\b)[a-z]\w*/gi, '.+')
    .replaceAll(/\\\$name\b/g, () => `(?:${name})`);
  return new RegExp(`^${pattern}$`, 'i');
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}

/** The titles of the tests of a file, as its source has them. */
function titlesIn(file: string): readonly RegExp[] {
  const source = readFileSync(new URL(`${file}.test.ts`, import.meta.url), 'utf8');
  const titles = source.matchAll(/(?:\b(?:it|test)|\]\))\(\s*(['"`])((?:\\.|(?!\1)[\s\S])*)\1/g);
  const names = source.matchAll(/\b(?:name|what|title)\b:\s*(['"`])((?:\\.|(?!\1)[^\n])*)\1/g);
  const [titled, named] = [titles, names].map((found) => [...found].map(([, , text = '']) => unquoted(text)));
  return (titled ?? []).map((title) => patternOf(title, named ?? []));
}

function unquoted(text: string): string {
  return text.replaceAll(/\\(['"`\\])/g, '$1');
}

/** `tasks: one; two; maps: three` names two tests of tasks.test.ts and one of maps.test.ts. */
function testsNamed(cell: string, files: readonly string[]): readonly { file: string; title: string }[] {
  let file = '';
  const found: { file: string; title: string }[] = [];
  for (const part of cell.split('; ')) {
    const [first = '', ...rest] = part.split(': ');
    const isFile = rest.length > 0 && files.includes(first);
    if (isFile) file = first;
    found.push({ file, title: isFile ? rest.join(': ') : part });
  }
  return found;
}

const FILES = [
  'load-state-machine',
  'expressions',
  'tasks',
  'states',
  'maps',
  'distributed-maps',
  'result-files',
  'executions',
  'history',
  'tool',
];

test('each rule of STEP-FUNCTIONS.md names tests that there are', () => {
  const titles = new Map(FILES.map((file) => [file, titlesIn(file)]));
  const rows = readFileSync(DOCUMENT, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('|') && !/^\| (?:rule|---)/.test(line) && !/^\| -+ \|/.test(line))
    .map((line) => line.split(' | ').map((cell) => cell.replace(/^\| /, '').replace(/\|$/, '').trim()));

  const unknown = rows.flatMap(([rule, , tests = '']) =>
    joinTitles(testsNamed(tests, FILES), titles)
      .filter(({ file, title }) => titles.get(file)?.some((known) => known.test(title)) !== true)
      .map(({ file, title }) => `${rule}: ${file}: ${title}`),
  );

  expect(unknown).toEqual([]);
  expect(rows.length).toBeGreaterThan(60);
  expect(rows.every((cells) => cells.length === 3)).toBe(true);
});

/** A title may have a semicolon in it: what follows belongs to it unless it is a title itself. */
function joinTitles(
  parts: readonly { file: string; title: string }[],
  titles: ReadonlyMap<string, readonly RegExp[]>,
): readonly { file: string; title: string }[] {
  const joined: { file: string; title: string }[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    const isWhole = last === undefined || titles.get(last.file)?.some((known) => known.test(last.title)) === true;
    if (isWhole || last === undefined) joined.push(part);
    else joined[joined.length - 1] = { file: last.file, title: `${last.title}; ${part.title}` };
  }
  return joined;
}
