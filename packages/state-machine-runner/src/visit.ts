import type { Execution } from './execution.ts';
import { evaluate, queryError } from './expression.ts';
import type { Cursor } from './history.ts';
import { checkPayload } from './limits.ts';
import type { Variables } from './variables.ts';

/** Where a flow of states runs. */
export interface Frame {
  readonly execution: Execution;
  readonly variables: Variables;
  readonly cursor: Cursor;
  /** Names this run of the flow among all of the execution, the same in every run of the same input; what is drawn by chance follows from it. */
  readonly path: string;
  /** `$states.context.Map.Item`, inside of an iteration. */
  readonly mapItem?: MapItem;
}

export interface MapItem {
  readonly Index: number;
  readonly Value: unknown;
  readonly Key?: string;
}

/** What comes out of a state: its output, and the state after it unless it was the last. */
export interface Step {
  readonly output: unknown;
  readonly next: string | undefined;
}

interface Results {
  readonly result?: unknown;
  readonly errorOutput?: unknown;
}

/** One state being run: evaluates its fields, as they were before the state. */
export class Visit {
  readonly name: string;
  readonly input: unknown;
  readonly frame: Frame;
  retryCount = 0;
  readonly #ordinal: number;
  readonly #enteredAt: number;

  /** `ordinal` counts the states that the flow has entered. */
  constructor({ name, input, ordinal }: { name: string; input: unknown; ordinal: number }, frame: Frame) {
    this.name = name;
    this.input = input;
    this.frame = frame;
    this.#ordinal = ordinal;
    this.#enteredAt = frame.execution.surroundings.clock.now();
  }

  get execution(): Execution {
    return this.frame.execution;
  }

  /** Names this attempt at this visit among all of the execution: a state that is entered again, or retried, has another one. */
  get key(): string {
    return `${this.frame.path}/${this.#ordinal}.${this.retryCount}`;
  }

  /** Adds to the history of the execution. */
  record(type: string, details: Readonly<Record<string, unknown>> = {}): void {
    this.execution.record(this.frame.cursor, type, details);
  }

  /** The path of a branch or an iteration. */
  pathOf(index: number): string {
    return `${this.key}[${index}]`;
  }

  /** Evaluates a template; `field` names it in errors. `item` is set while a Map selects the input of an iteration. */
  async evaluate(template: unknown, field: string, results: Results = {}, item?: MapItem): Promise<unknown> {
    const { clock } = this.execution.surroundings;
    return evaluate(
      template,
      {
        states: { input: this.input, context: this.#context(item), ...results },
        variables: this.frame.variables.values,
        functions: { now: clock.now(), seed: item === undefined ? this.key : this.pathOf(item.Index) },
      },
      field,
    );
  }

  /** Evaluates a field that takes a whole number that is not negative. */
  async evaluateCount(template: unknown, field: string): Promise<number> {
    const value = await this.evaluate(template, field);
    if (typeof value === 'number' && Number.isInteger(value) && value >= 0) return value;
    throw queryError(`The field '${field}' must be a non-negative integer but was: ${JSON.stringify(value)}`);
  }

  /** Evaluates a field that takes text. */
  async evaluateText(template: unknown, field: string): Promise<string> {
    const value = await this.evaluate(template, field);
    if (typeof value === 'string') return value;
    throw queryError(`Expected 'string', but was '${typeNameOf(value)}' for value: ${JSON.stringify(value)}`);
  }

  /**
   * Evaluates Output and Assign side by side, so that neither sees the other, and then sets the variables. Without Output the given value is
   * the output. An Output of null is kept.
   */
  async leave(
    fields: { readonly Output?: unknown; readonly Assign?: Readonly<Record<string, unknown>> | undefined },
    results: Results & { readonly otherwise: unknown },
  ): Promise<unknown> {
    const { otherwise, ...bound } = results;
    const output =
      'Output' in fields && fields.Output !== undefined
        ? await this.evaluate(fields.Output, 'Output', bound)
        : otherwise;
    const assigned = await this.evaluate(fields.Assign ?? {}, 'Assign', bound);
    checkPayload(assigned, `The state '${this.name}' assigns variables`);
    this.frame.variables.assign(assigned as Readonly<Record<string, unknown>>);
    return output;
  }

  #context(item: MapItem | undefined): Readonly<Record<string, unknown>> {
    const mapItem = item ?? this.frame.mapItem;
    return {
      Execution: this.execution.context,
      StateMachine: {
        Id: this.execution.surroundings.stateMachine.arn,
        Name: this.execution.surroundings.stateMachine.name,
      },
      State: { Name: this.name, EnteredTime: new Date(this.#enteredAt).toISOString(), RetryCount: this.retryCount },
      ...(mapItem === undefined ? {} : { Map: { Item: mapItem } }),
    };
  }
}

/** What Step Functions calls the type of a value. */
export function typeNameOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}
