import { readFileSync } from 'node:fs';
import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, type Document, type YAMLError } from 'yaml';
import type * as z from 'zod';
import { dotted, type Problem } from './problem.ts';
import { shapeProblems } from './shape-problems.ts';

/** What a file holds, or why it cannot be read. */
export type YamlText = { readonly text: string } | { readonly unreadable: string };

export function readText(file: string): YamlText {
  try {
    return { text: readFileSync(file, 'utf8') };
  } catch (error) {
    return { unreadable: `${file}: cannot be read: ${(error as Error).message}` };
  }
}

/** What was read; without data all that is wrong, each with file, line and dotted path. */
export type Parsed<T> =
  | { readonly data: T; readonly problems: readonly [] }
  | { readonly data?: undefined; readonly problems: readonly string[] };

/** Parses and validates the text of a YAML file: its shape by the schema, and when that is right, what else has to hold. */
export function parseYaml<T>(
  text: YamlText,
  file: string,
  { schema, problemsOf }: { readonly schema: z.ZodType<T>; readonly problemsOf: (data: T) => readonly Problem[] },
): Parsed<T> {
  if ('unreadable' in text) return { problems: [text.unreadable] };
  const lines = new LineCounter();
  const document = parseDocument(text.text, { lineCounter: lines });
  const syntax = document.errors.map((error) => syntaxProblem(file, error));
  if (syntax.length > 0) return { problems: syntax };
  const value = plainValueOf(document, file);
  if ('broken' in value) return { problems: value.broken };
  const { success, data, error } = schema.safeParse(value.found);
  const problems = success ? problemsOf(data) : error.issues.flatMap((issue) => shapeProblems(issue, value.found));
  if (success && problems.length === 0) return { data, problems: [] };
  return {
    problems: located(problems, document, lines).map(
      ({ line, path, message }) => `${file}:${line}: ${path.length === 0 ? '' : `${dotted(path)}: `}${message}`,
    ),
  };
}

/** An alias without its anchor shows only here. */
function plainValueOf(
  document: Document,
  file: string,
): { readonly found: unknown } | { readonly broken: readonly string[] } {
  try {
    return { found: document.toJS() as unknown };
  } catch (error) {
    return { broken: [`${file}: not valid YAML: ${(error as Error).message}`] };
  }
}

/** The first line of the parser's message says what is wrong; the rest of it draws the place. */
function syntaxProblem(file: string, { message, linePos }: YAMLError): string {
  return `${file}:${linePos?.[0].line ?? 1}: not valid YAML: ${message.split('\n', 1)[0]}`;
}

function located(problems: readonly Problem[], document: Document, lines: LineCounter) {
  return problems
    .map((problem) => ({ ...problem, line: lines.linePos(offsetOf(problem.path, document)).line }))
    .toSorted((a, b) => a.line - b.line);
}

/** Where the last part of a path stands that is there: the key in a map, the entry in a list. */
function offsetOf(path: readonly PropertyKey[], document: Document): number {
  let node: unknown = document.contents;
  let offset = 0;
  for (const part of path) {
    if (isAlias(node)) node = node.resolve(document);
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && key.value === part);
      if (!isScalar(pair?.key)) break;
      offset = pair.key.range?.[0] ?? offset;
      node = pair.value;
    } else if (isSeq(node) && typeof part === 'number') {
      node = node.items[part];
      offset = isScalar(node) || isMap(node) || isSeq(node) || isAlias(node) ? (node.range?.[0] ?? offset) : offset;
    } else break;
  }
  return offset;
}
