import type * as z from 'zod';
import { shown, type Problem } from './problem.ts';
import { suggest } from './suggest.ts';

/** What does not have the shape of a description: a problem for each unknown key, otherwise one for the issue. */
export function shapeProblems(issue: z.core.$ZodIssue, found: unknown): readonly Problem[] {
  if (issue.code === 'unrecognized_keys') {
    const known = issue.message.split(', ');
    return issue.keys.map((key) => ({
      path: [...issue.path, key],
      message: `unknown key${suggest(key, known) || `; known here: ${issue.message}`}`,
    }));
  }
  const value = valueAt(found, issue.path);
  const what = value === undefined ? 'missing' : `found ${shown(value)}`;
  return [{ path: issue.path, message: `${what}; ${expectation(issue, value)}` }];
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
  object: 'a map',
  record: 'a map',
  string: 'text',
};

function expectation(issue: z.core.$ZodIssue, value: unknown): string {
  if (issue.code === 'invalid_type') {
    const quotes = issue.expected === 'string' && typeof value === 'number' ? ', in quotes' : '';
    return `expected ${KINDS[issue.expected] ?? issue.expected}${quotes}`;
  }
  if (issue.code === 'invalid_value') return `expected ${issue.values.map(String).join(' or ')}`;
  if (isSize(issue) && issue.origin === 'number') return issue.message;
  if (issue.code === 'too_small') return `expected at least ${issue.minimum} ${unitOf(issue.origin)}`;
  if (issue.code === 'too_big') return `expected at most ${issue.maximum} ${unitOf(issue.origin)}`;
  return issue.message;
}

function isSize(issue: z.core.$ZodIssue): issue is z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig {
  return issue.code === 'too_small' || issue.code === 'too_big';
}

function unitOf(origin: string): string {
  return origin === 'array' ? 'entries' : 'characters';
}
