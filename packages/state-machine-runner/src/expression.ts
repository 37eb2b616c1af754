import jsonata from 'jsonata';
import { StateError } from './errors.ts';
import { functionBindings, type FunctionSources } from './jsonata-functions.ts';

/** What an expression can see. */
export interface Bindings {
  /** `$states`: input, context, and result or errorOutput where there are any. */
  readonly states: Readonly<Record<string, unknown>>;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly functions: FunctionSources;
}

/** An expression is the whole string and nothing around it; `" {% x %} "` is a literal. */
const WHOLE = /^\{%([\s\S]*)%\}$/;

const compiled = new Map<string, jsonata.Expression>();

/** The JSONata of a string that is an expression. */
export function sourceOf(text: string): string | undefined {
  return WHOLE.exec(text)?.[1];
}

/**
 * Evaluates JSON whose strings may be expressions. `field` names the place in errors, with slashes. Throws StateError
 * States.QueryEvaluationError when an expression fails, or has no result, or a function as its result.
 */
export async function evaluate(template: unknown, bindings: Bindings, field: string): Promise<unknown> {
  if (typeof template === 'string') {
    const source = sourceOf(template);
    return source === undefined ? template : evaluateExpression(source, bindings, field);
  }
  if (Array.isArray(template)) {
    const values: unknown[] = [];
    for (const [index, item] of template.entries()) values.push(await evaluate(item, bindings, `${field}[${index}]`));
    return values;
  }
  if (typeof template !== 'object' || template === null) return template;
  const result: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(template)) result[key] = await evaluate(value, bindings, `${field}/${key}`);
  return result;
}

async function evaluateExpression(source: string, bindings: Bindings, field: string): Promise<unknown> {
  let result: unknown;
  try {
    const all = { ...functionBindings(bindings.functions, field), ...bindings.variables, states: bindings.states };
    result = await compile(source).evaluate(undefined, all);
  } catch (error) {
    const message = (error as { message?: unknown }).message;
    throw queryError(
      `The JSONata expression '${source.trim()}' specified for the field '${field}' threw an error during evaluation. ${String(message)}`,
    );
  }
  if (result === undefined) {
    throw queryError(
      `The JSONata expression '${source.trim()}' specified for the field '${field}' returned nothing (undefined).`,
    );
  }
  if (holdsFunction(result)) {
    throw queryError(
      `The JSONata expression '${source.trim()}' specified for the field '${field}' returned an unsupported result type.`,
    );
  }
  // Through JSON: what an expression returns is a value of its own, without JSONata's marks on arrays.
  return JSON.parse(JSON.stringify(result)) as unknown;
}

/** An error of an expression, or of a value that an expression gave. */
export function queryError(cause: string): StateError {
  return new StateError('States.QueryEvaluationError', cause);
}

/** Whether a result is or has a function: JavaScript's, or JSONata's own, which are objects with these marks. */
function holdsFunction(value: unknown): boolean {
  if (typeof value === 'function') return true;
  if (typeof value !== 'object' || value === null) return false;
  if ('_jsonata_lambda' in value || '_jsonata_function' in value) return true;
  return Object.values(value).some(holdsFunction);
}

/** Throws what JSONata throws for text that does not parse. */
export function compile(source: string): jsonata.Expression {
  let expression = compiled.get(source);
  if (expression === undefined) {
    expression = jsonata(source);
    compiled.set(source, expression);
  }
  return expression;
}
