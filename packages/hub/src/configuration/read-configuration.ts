import { readFileSync } from 'node:fs';
import { CONFIGURATION_SCHEMA_VERSION, HubConfiguration, UsageError } from '@catalog-sweep/core';
import { LineCounter, parseDocument, visit, type Document } from 'yaml';
import { offsetOf } from './offset.ts';
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
  const said = ({ offset, message }: LocatedProblem) => `${file}:${lines.linePos(offset).line}: ${message}`;
  const syntax = syntaxProblems(document);
  if (syntax.length > 0) throw new UsageError(syntax.map(said));
  const found: unknown = document.toJS();
  const parsed = HubConfiguration.safeParse(found);
  if (parsed.success) return parsed.data;
  const problems = versionProblem(found) ?? parsed.error.issues.flatMap((issue) => shapeProblems(issue, found));
  const located = problems.map(({ path, message }) => ({
    offset: offsetOf(path, document),
    message: path.length === 0 ? message : `${dotted(path)}: ${message}`,
  }));
  throw new UsageError(located.toSorted((a, b) => a.offset - b.offset).map(said));
}

interface LocatedProblem {
  readonly offset: number;
  readonly message: string;
}

/** What keeps the text from being YAML. That an alias has no anchor is no error of the parser; it would fail later, and without a line. */
function syntaxProblems(document: Document): readonly LocatedProblem[] {
  const problems: LocatedProblem[] = document.errors.map(({ pos, message }) => ({
    offset: pos[0],
    message: `not valid YAML: ${firstSentence(message)}`,
  }));
  visit(document, {
    Alias: (_key, alias) => {
      if (alias.resolve(document) !== undefined) return;
      const offset = alias.range?.[0] ?? 0;
      problems.push({ offset, message: `not valid YAML: no &${alias.source} stands before *${alias.source}` });
    },
  });
  return problems;
}

/** Behind it the parser draws the place. */
function firstSentence(message: string): string {
  return (message.split('\n', 1)[0] ?? message).replace(/ at line \d+, column \d+:$/, '');
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
