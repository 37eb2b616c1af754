import type * as z from 'zod';
import { StateMachineDefinition, type Flow, type State } from './definition.ts';
import { UnsupportedDefinitionError } from './errors.ts';
import { expressionProblems } from './expression.ts';

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
  const problems = [...flowProblems(data, { path: '', outer: new Set() }), ...templateProblems(data, '')];
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

interface FlowPlace {
  readonly path: string;
  /** Variables of the flows around this one, which may be read here but not assigned. */
  readonly outer: ReadonlySet<string>;
}

function flowProblems(flow: Flow, { path, outer }: FlowPlace): string[] {
  const problems: string[] = [];
  const names = new Set(Object.keys(flow.States));
  const reached = new Set([flow.StartAt, ...Object.values(flow.States).flatMap(followers)]);
  for (const name of reached)
    if (!names.has(name)) problems.push(`${path || 'the state machine'}: there is no state "${name}"`);
  for (const name of names) if (!reached.has(name)) problems.push(`state "${name}": no state leads to it`);

  const own = new Set(Object.values(flow.States).flatMap(assignedBy));
  for (const name of own) {
    if (outer.has(name))
      problems.push(`${path}: the variable ${name} is assigned outside too, and may not be assigned here`);
  }
  const visible = new Set([...outer, ...own]);
  for (const [name, state] of Object.entries(flow.States)) {
    problems.push(...stateProblems(name, state), ...innerProblems(name, state, visible));
  }
  return problems;
}

function followers(state: State): string[] {
  switch (state.Type) {
    case 'Choice':
      return [...state.Choices.map(({ Next }) => Next), ...(state.Default === undefined ? [] : [state.Default])];
    case 'Succeed':
    case 'Fail':
      return [];
    case 'Task':
    case 'Parallel':
    case 'Map':
      return [...state.Catch.map(({ Next }) => Next), ...(state.Next === undefined ? [] : [state.Next])];
    case 'Wait':
    case 'Pass':
      return state.Next === undefined ? [] : [state.Next];
  }
}

function assignedBy(state: State): string[] {
  const assigns: (Readonly<Record<string, unknown>> | undefined)[] = [];
  if ('Assign' in state) assigns.push(state.Assign);
  if (state.Type === 'Choice') assigns.push(...state.Choices.map(({ Assign }) => Assign));
  if ('Catch' in state) assigns.push(...state.Catch.map(({ Assign }) => Assign));
  return assigns.flatMap((assign) => Object.keys(assign ?? {}));
}

function stateProblems(name: string, state: State): string[] {
  const problems: string[] = [];
  const place = `state "${name}"`;
  if (
    state.Type === 'Task' ||
    state.Type === 'Wait' ||
    state.Type === 'Pass' ||
    state.Type === 'Parallel' ||
    state.Type === 'Map'
  ) {
    if ((state.Next === undefined) === (state.End === undefined)) problems.push(`${place}: needs either Next or End`);
  }
  if (state.Type === 'Wait' && (state.Seconds === undefined) === (state.Timestamp === undefined)) {
    problems.push(`${place}: needs either Seconds or Timestamp`);
  }
  if ('Catch' in state) problems.push(...wildcardProblems(place, state));
  if (state.Type === 'Map') {
    const distributed = state.ItemProcessor.ProcessorConfig.Mode === 'DISTRIBUTED';
    for (const field of [
      'ItemReader',
      'ResultWriter',
      'Label',
      'ToleratedFailureCount',
      'ToleratedFailurePercentage',
    ] as const) {
      if (!distributed && state[field] !== undefined)
        problems.push(`${place}, field ${field}: only a Distributed Map has it`);
    }
    if (state.Items !== undefined && state.ItemReader !== undefined)
      problems.push(`${place}: has both Items and ItemReader`);
  }
  return problems;
}

/** States.ALL stands alone, and in the last of the retriers or catchers. */
function wildcardProblems(
  place: string,
  { Retry, Catch }: Pick<Extract<State, { Type: 'Task' }>, 'Retry' | 'Catch'>,
): string[] {
  return [Retry, Catch].flatMap((list) =>
    list.flatMap(({ ErrorEquals }, index) =>
      ErrorEquals.includes('States.ALL') && (ErrorEquals.length > 1 || index < list.length - 1)
        ? [`${place}: States.ALL must stand alone and last`]
        : [],
    ),
  );
}

function innerProblems(name: string, state: State, visible: ReadonlySet<string>): string[] {
  if (state.Type === 'Parallel') {
    return state.Branches.flatMap((branch) => flowProblems(branch, { path: `branch of "${name}"`, outer: visible }));
  }
  if (state.Type !== 'Map') return [];
  // The children of a Distributed Map see none of their parent's variables, so they may use the same names.
  const distributed = state.ItemProcessor.ProcessorConfig.Mode === 'DISTRIBUTED';
  return flowProblems(state.ItemProcessor, {
    path: `iteration of "${name}"`,
    outer: distributed ? new Set() : visible,
  });
}

/** Every expression, wherever it stands, has to parse. */
function templateProblems(value: unknown, path: string): string[] {
  if (typeof value === 'string') return expressionProblems(value).map((problem) => `${path}: ${problem}`);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => templateProblems(inner, path === '' ? key : `${path}/${key}`));
}
