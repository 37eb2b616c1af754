import { readFileSync } from 'node:fs';
import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, type Document, type YAMLError } from 'yaml';
import { Organisation } from './description.ts';
import { dotted, type Problem } from './problem.ts';
import { referenceProblems } from './reference-problems.ts';
import { shapeProblems } from './shape-problems.ts';

/** Thrown when the description of an organisation cannot be read, or is wrong: all problems at once, each with line and dotted path. */
export class OrganisationFileError extends Error {
  override readonly name = 'OrganisationFileError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}

/** Reads the description of an organisation from a YAML file. Throws OrganisationFileError. */
export function readOrganisation(file: string): Organisation {
  return parseOrganisation(readText(file), file);
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new OrganisationFileError([`${file}: cannot be read: ${(error as Error).message}`]);
  }
}

/** Parses, normalises and validates the text of a description; `file` is its name in messages. Throws OrganisationFileError. */
export function parseOrganisation(text: string, file: string): Organisation {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const syntax = document.errors.map((error) => syntaxProblem(file, error));
  if (syntax.length > 0) throw new OrganisationFileError(syntax);
  const found = plainValueOf(document, file);
  const { success, data, error } = Organisation.safeParse(found);
  const problems = success ? referenceProblems(data) : error.issues.flatMap((issue) => shapeProblems(issue, found));
  if (!success || problems.length > 0) {
    throw new OrganisationFileError(
      located(problems, document, lines).map(
        ({ line, path, message }) => `${file}:${line}: ${path.length === 0 ? '' : `${dotted(path)}: `}${message}`,
      ),
    );
  }
  return data;
}

/** An alias without its anchor shows only here. */
function plainValueOf(document: Document, file: string): unknown {
  try {
    return document.toJS();
  } catch (error) {
    throw new OrganisationFileError([`${file}: not valid YAML: ${(error as Error).message}`]);
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
