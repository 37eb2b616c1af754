import { readFileSync } from 'node:fs';
import { CONFIGURATION_SCHEMA_VERSION, HubConfiguration, UsageError } from '@catalog-sweep/core';
import { LineCounter, parseDocument, type Document, type YAMLError } from 'yaml';
import { lineOf } from './line.ts';
import { dotted, shown, type Problem } from './problem.ts';
import { shapeProblems } from './shape-problems.ts';

/**
 * Reads `catalog-sweep.yaml`. Throws UsageError with all problems at once, each as `file:line: dotted.path: what is wrong`, in the order of
 * the file. `name` is what messages call the file.
 */
export function readConfiguration(file: string, name: string = file): HubConfiguration {
  return parseConfiguration(readText(file, name), name);
}

function readText(file: string, name: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new UsageError([`${name}: ${code === 'ENOENT' ? 'there is no such file' : `cannot be read: ${message}`}`]);
  }
}

/** Parses and validates the text of a configuration; `file` is its name in messages. Throws UsageError, as `readConfiguration` does. */
export function parseConfiguration(text: string, file: string): HubConfiguration {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const syntax = document.errors.map((error) => syntaxProblem(file, error));
  if (syntax.length > 0) throw new UsageError(syntax);
  const found = plainValueOf(document, file);
  const parsed = HubConfiguration.safeParse(found);
  if (parsed.success) return parsed.data;
  const problems = versionProblem(found) ?? parsed.error.issues.flatMap((issue) => shapeProblems(issue, found));
  const located = problems
    .map((problem) => ({ ...problem, line: lineOf(problem.path, document, lines) }))
    .toSorted((a, b) => a.line - b.line);
  throw new UsageError(
    located.map(
      ({ line, path, message }) => `${file}:${line}: ${path.length === 0 ? '' : `${dotted(path)}: `}${message}`,
    ),
  );
}

/** The first line of the parser's message says what is wrong; the rest of it draws the place. */
function syntaxProblem(file: string, { message, linePos }: YAMLError): string {
  return `${file}:${linePos?.[0].line ?? 1}: not valid YAML: ${message.split('\n', 1)[0]}`;
}

/** An alias without its anchor shows only here. */
function plainValueOf(document: Document, file: string): unknown {
  try {
    return document.toJS();
  } catch (error) {
    throw new UsageError([`${file}: not valid YAML: ${(error as Error).message}`]);
  }
}

/** A file for another version is that one problem: what else it says is in a language that is not spoken here. */
function versionProblem(found: unknown): readonly Problem[] | undefined {
  if (typeof found !== 'object' || found === null || !('schemaVersion' in found)) return undefined;
  const { schemaVersion } = found;
  if (schemaVersion === CONFIGURATION_SCHEMA_VERSION) return undefined;
  const isNewer = typeof schemaVersion === 'number' && schemaVersion > CONFIGURATION_SCHEMA_VERSION;
  const remedy = isNewer
    ? 'take the catalog-sweep that the file was written for'
    : `write schemaVersion: ${CONFIGURATION_SCHEMA_VERSION} once the file says what this version expects`;
  return [
    {
      path: ['schemaVersion'],
      message: `found ${shown(schemaVersion)}, but this catalog-sweep reads version ${CONFIGURATION_SCHEMA_VERSION} of the file: ${remedy}`,
    },
  ];
}
