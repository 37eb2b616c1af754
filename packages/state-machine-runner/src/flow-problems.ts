import type { Flow, State } from './definition.ts';
import { expressionProblems } from './expression-problems.ts';
import { stateProblems } from './state-problems.ts';

/** What is wrong with a whole machine whose fields have the right shapes: each problem says where it is. */
export function machineProblems(machine: Flow): string[] {
  return [...duplicateNames(machine), ...flowProblems(machine, { path: 'the state machine', outer: new Set() })];
}

/** The name of a state is unique in the whole machine, with all branches and iterations. */
function duplicateNames(machine: Flow): string[] {
  const names = namesIn(machine);
  const twice = new Set(names.filter((name, index) => names.indexOf(name) < index));
  return [...twice].map((name) => `state "${name}": there are several states of this name, but names are unique`);
}

function namesIn({ States }: Flow): string[] {
  return [...Object.keys(States), ...Object.values(States).flatMap((state) => innerFlows(state).flatMap(namesIn))];
}

function innerFlows(state: State): readonly Flow[] {
  if (state.Type === 'Parallel') return state.Branches;
  return state.Type === 'Map' ? [state.ItemProcessor] : [];
}

interface FlowPlace {
  readonly path: string;
  /** Variables of the flows around this one, which may be read here but not assigned. */
  readonly outer: ReadonlySet<string>;
}

function flowProblems(flow: Flow, { path, outer }: FlowPlace): string[] {
  const own = new Set(Object.values(flow.States).flatMap(assignedBy));
  const visible = new Set([...outer, ...own]);
  const problems = [...transitionProblems(flow, path), ...variableProblems(own, { path, outer })];
  for (const [name, state] of Object.entries(flow.States)) {
    problems.push(...stateProblems(name, state), ...fieldProblems(name, state, visible));
    problems.push(...innerProblems(name, state, visible));
  }
  return problems;
}

function transitionProblems(flow: Flow, path: string): string[] {
  const names = new Set(Object.keys(flow.States));
  const reached = new Set([flow.StartAt, ...Object.values(flow.States).flatMap(followers)]);
  return [
    ...[...reached].filter((name) => !names.has(name)).map((name) => `${path}: there is no state "${name}"`),
    ...[...names].filter((name) => !reached.has(name)).map((name) => `state "${name}": no state leads to it`),
  ];
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

function variableProblems(own: ReadonlySet<string>, { path, outer }: FlowPlace): string[] {
  const problems = [...own]
    .filter((name) => outer.has(name))
    .map((name) => `${path}: the variable ${name} is assigned outside too, and may not be assigned here`);
  return own.has('states') ? [...problems, `${path}: the variable states belongs to Step Functions`] : problems;
}

function assignedBy(state: State): string[] {
  const assigns: (Readonly<Record<string, unknown>> | undefined)[] = [];
  if ('Assign' in state) assigns.push(state.Assign);
  if (state.Type === 'Choice') assigns.push(...state.Choices.map(({ Assign }) => Assign));
  if ('Catch' in state) assigns.push(...state.Catch.map(({ Assign }) => Assign));
  return assigns.flatMap((assign) => Object.keys(assign ?? {}));
}

/** What is wrong with the expressions of a state, without those of the states inside of it. */
function fieldProblems(name: string, state: State, visible: ReadonlySet<string>): string[] {
  return Object.entries(state)
    .filter(([field]) => field !== 'Branches' && field !== 'ItemProcessor')
    .flatMap(([field, value]) => templateProblems(value, { path: `state "${name}", field ${field}`, visible }));
}

interface TemplatePlace {
  readonly path: string;
  readonly visible: ReadonlySet<string>;
}

function templateProblems(value: unknown, { path, visible }: TemplatePlace): string[] {
  if (typeof value === 'string') return expressionProblems(value, visible).map((problem) => `${path}: ${problem}`);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => templateProblems(inner, { path: `${path}/${key}`, visible }));
}

function innerProblems(name: string, state: State, visible: ReadonlySet<string>): string[] {
  const isMap = state.Type === 'Map';
  // The children of a Distributed Map see none of their parent's variables, so they may use the same names.
  const outer = isMap && state.ItemProcessor.ProcessorConfig.Mode === 'DISTRIBUTED' ? new Set<string>() : visible;
  const path = `${isMap ? 'iteration' : 'branch'} of "${name}"`;
  return innerFlows(state).flatMap((flow) => flowProblems(flow, { path, outer }));
}
