import { suggest } from '@catalog-sweep/core';
import type * as z from 'zod';
import { configurationJsonSchema } from './json-schema.ts';
import { shown, type Problem } from './problem.ts';

/** What does not have the shape of a configuration: a problem for each unknown key, otherwise one for the issue. */
export function shapeProblems(issue: z.core.$ZodIssue, found: unknown): readonly Problem[] {
  if (issue.code === 'unrecognized_keys') {
    const known = settingsAt(issue.path);
    return issue.keys.map((key) => ({
      path: [...issue.path, key],
      message: `there is no such setting${suggest(key, known) || `; known here: ${known.join(', ')}`}`,
    }));
  }
  // Rules of our own name what they found themselves.
  if (issue.code === 'custom') return [{ path: issue.path, message: issue.message }];
  const value = valueAt(found, issue.path);
  const what = value === undefined ? 'missing' : `found ${shown(value)}`;
  return [{ path: issue.path, message: `${what}; ${expectation(issue, value)}` }];
}

/** The names that the map at this path may have. */
function settingsAt(path: readonly PropertyKey[]): readonly string[] {
  const way = path.flatMap((part) => (typeof part === 'number' ? ['items'] : ['properties', part]));
  return Object.keys(valueAt(configurationJsonSchema(), [...way, 'properties']) ?? {});
}

function valueAt(found: unknown, path: readonly PropertyKey[]): unknown {
  let value = found;
  for (const part of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Reflect.get(value, part);
  }
  return value;
}

/** zod's names of what it expects, where YAML's differ. */
const KINDS: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: 'true or false',
  int: 'a whole number',
  number: 'a number',
  object: 'a map',
  string: 'text',
};

function expectation(issue: z.core.$ZodIssue, value: unknown): string {
  if (issue.code === 'invalid_type') {
    const isPlain = typeof value === 'number' || typeof value === 'boolean';
    const quotes = issue.expected === 'string' && isPlain ? ', in quotes' : '';
    return `expected ${KINDS[issue.expected] ?? issue.expected}${quotes}`;
  }
  if (issue.code === 'invalid_value') {
    const values = issue.values.map(String);
    return `expected ${values.join(' or ')}${typeof value === 'string' ? suggest(value, values) : ''}`;
  }
  if (issue.code === 'too_small') return `expected at least ${amount(issue.minimum, issue.origin)}`;
  if (issue.code === 'too_big') return `expected at most ${amount(issue.maximum, issue.origin)}`;
  return issue.message;
}

function amount(limit: number | bigint, origin: string): string {
  if (origin === 'array') return limit === 1 ? '1 entry' : `${limit} entries`;
  if (origin === 'string') return limit === 1 ? '1 character' : `${limit} characters`;
  return limit.toLocaleString('en-US');
}
