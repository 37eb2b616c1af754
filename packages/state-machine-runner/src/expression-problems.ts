import { compile, sourceOf } from './expression.ts';
import { FUNCTION_NAMES } from './jsonata-functions.ts';

/** What is wrong with a string if it is an expression. `variables` are those that it can see. */
export function expressionProblems(text: string, variables: ReadonlySet<string>): string[] {
  const source = sourceOf(text);
  if (source === undefined) return [];
  let nodes: Node[];
  try {
    nodes = nodesIn(compile(source).ast());
  } catch (error) {
    return [`the expression ${text} does not parse: ${(error as Error).message}`];
  }
  // Wherever it stands, so that it has no other name either.
  if (nodes.some((node) => node['type'] === 'variable' && node['value'] === 'eval')) {
    return [`the expression ${text} uses $eval, which Step Functions does not have`];
  }
  const bound = new Set(nodes.flatMap(boundBy));
  return nodes
    .flatMap(calledBy)
    .filter((name) => !FUNCTION_NAMES.has(name) && !variables.has(name) && !bound.has(name))
    .map((name) => `the expression ${text} calls $${name}, which there is not`);
}

/** A node of JSONata's syntax tree. The library's type of it lacks most of its fields. */
type Node = Readonly<Record<string, unknown>>;

function nodesIn(value: unknown): Node[] {
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.values(value).flatMap(nodesIn);
  return 'type' in value ? [value, ...inner] : inner;
}

/** Names that a node binds: `$x := …`, the arguments of a function, `@$x` and `#$x`. */
function boundBy(node: Node): string[] {
  const names = [node['focus'], node['index']].filter((name) => typeof name === 'string');
  if (node['type'] === 'bind') names.push(...variableIn(node['lhs']));
  if (node['type'] === 'lambda' && Array.isArray(node['arguments'])) {
    names.push(...node['arguments'].flatMap(variableIn));
  }
  return names;
}

/** `$f(…)`, `$f(?)` and `… ~> $f`. */
function calledBy(node: Node): string[] {
  if (node['type'] === 'function' || node['type'] === 'partial') return variableIn(node['procedure']);
  return node['type'] === 'apply' ? variableIn(node['rhs']) : [];
}

function variableIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null || !('type' in value) || !('value' in value)) return [];
  return value.type === 'variable' && typeof value.value === 'string' ? [value.value] : [];
}
