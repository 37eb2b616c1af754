import type * as z from 'zod';
import { StateMachineDefinition } from './definition.ts';
import { UnsupportedDefinitionError } from './errors.ts';
import { machineProblems } from './flow-problems.ts';

/** A definition that this runner can run; made by `loadStateMachine` alone. */
export interface StateMachine {
  readonly definition: StateMachineDefinition;
}

/**
 * Checks a definition (parsed JSON or YAML). Throws UnsupportedDefinitionError with every state and field that this runner does not run exactly
 * as Step Functions does, or that Step Functions would refuse too.
 */
export function loadStateMachine(definition: unknown): StateMachine {
  const { success, data, error } = StateMachineDefinition.safeParse(definition);
  if (!success) throw new UnsupportedDefinitionError(error.issues.flatMap((issue) => describe(issue, definition)));
  const problems = machineProblems(data);
  if (problems.length > 0) throw new UnsupportedDefinitionError(problems);
  return { definition: data };
}

function describe(issue: z.core.$ZodIssue, definition: unknown): string[] {
  const place = placeOf(issue.path);
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => `${place}: the field ${key} is not supported`);
  if (issue.code === 'invalid_union' && 'discriminator' in issue && issue.discriminator !== undefined) {
    const value: unknown = issue.path.reduce<unknown>(
      (at, key) => (at as Record<PropertyKey, unknown> | undefined)?.[key],
      definition,
    );
    return [`${place}: ${JSON.stringify(value)} is not supported`];
  }
  return [`${place}: ${issue.message}`];
}

/** `States/Scan/ItemProcessor/States/Look/Resource` reads `state "Look", field Resource`. */
function placeOf(path: readonly PropertyKey[]): string {
  const at = path.lastIndexOf('States');
  const state = at === -1 ? undefined : path[at + 1];
  const field = path.slice(state === undefined ? 0 : at + 2).join('/');
  const where = state === undefined ? 'the state machine' : `state "${String(state)}"`;
  return field === '' ? where : `${where}, field ${field}`;
}
