import type { MapState } from '../definition.ts';
import { StateError } from '../errors.ts';
import { queryError } from '../expression.ts';
import { MAX_INLINE_CONCURRENCY } from '../limits.ts';
import { runFlow } from '../run-flow.ts';
import { runSideBySide } from '../side-by-side.ts';
import { Variables } from '../variables.ts';
import { typeNameOf, type Frame, type MapItem, type Step, type Visit } from '../visit.ts';
import { runMapRun } from './map-run.ts';

/** Runs the processor for every item: in this execution (inline), or in a child execution each (distributed). */
export async function runMap(state: MapState, visit: Visit): Promise<Step> {
  const distributed = state.ItemProcessor.ProcessorConfig.Mode === 'DISTRIBUTED';
  const concurrency = await concurrencyOf(state, visit);
  const result = distributed
    ? await runMapRun(state, { visit, concurrency })
    : await runInline(state, { visit, concurrency });
  visit.record('MapStateSucceeded');
  return { output: await visit.leave(state, { result, otherwise: result }), next: state.Next };
}

/** The items that stand in the state itself. */
export async function itemsOf(state: MapState, visit: Visit): Promise<readonly MapItem[]> {
  if (state.Items === undefined) {
    if (Array.isArray(visit.input)) return visit.input.map((Value: unknown, Index) => ({ Index, Value }));
    throw queryError(`Map state input must be an array but was: ${typeNameOf(visit.input)}`);
  }
  const items = await visit.evaluate(state.Items, 'Items');
  if (Array.isArray(items)) return items.map((Value: unknown, Index) => ({ Index, Value }));
  if (state.ItemProcessor.ProcessorConfig.Mode === 'DISTRIBUTED' && typeNameOf(items) === 'object') {
    return Object.entries(items as object).map(([Key, Value]: [string, unknown], Index) => ({ Index, Key, Value }));
  }
  throw queryError(`Expected 'array', but was '${typeNameOf(items)}' for value: ${JSON.stringify(items)}`);
}

async function concurrencyOf({ MaxConcurrency }: MapState, visit: Visit): Promise<number> {
  return MaxConcurrency === undefined ? 0 : visit.evaluateCount(MaxConcurrency, 'MaxConcurrency');
}

/** How many may run at once; 0 means as many as there may be. */
export function limitOf(concurrency: number, most: number): number {
  return concurrency === 0 ? most : Math.min(concurrency, most);
}

interface Iterations {
  readonly visit: Visit;
  readonly concurrency: number;
}

async function runInline(state: MapState, { visit, concurrency }: Iterations): Promise<unknown[]> {
  const items = await itemsOf(state, visit);
  visit.record('MapStateStarted', { length: items.length });
  const limit = limitOf(concurrency, MAX_INLINE_CONCURRENCY);
  return runSideBySide({ visit, items, limit }, async (mapItem, index, { execution, cursor }) => {
    const iteration = { name: visit.name, index };
    execution.record(cursor, 'MapIterationStarted', iteration);
    const frame = { execution, cursor, path: visit.pathOf(index), mapItem };
    try {
      const output = await runIteration(state, visit, frame);
      execution.record(cursor, 'MapIterationSucceeded', iteration);
      return output;
    } catch (error) {
      if (error instanceof StateError) execution.recordEnd(cursor, 'MapIterationFailed', iteration);
      throw error;
    }
  });
}

async function runIteration(
  state: MapState,
  visit: Visit,
  frame: Omit<Frame, 'variables' | 'mapItem'> & { readonly mapItem: MapItem },
): Promise<unknown> {
  const input = await inputOf(state, visit, frame.mapItem);
  frame.execution.checkPayload(input, `An iteration of the state '${visit.name}' has an input`);
  const variables = new Variables(visit.frame.variables);
  return runFlow(state.ItemProcessor, input, { ...frame, variables });
}

/** The input of an iteration: what ItemSelector makes of the item, or the item itself. */
export async function inputOf(state: MapState, visit: Visit, mapItem: MapItem): Promise<unknown> {
  if (state.ItemSelector === undefined) return mapItem.Value;
  return visit.evaluate(state.ItemSelector, 'ItemSelector', {}, mapItem);
}
