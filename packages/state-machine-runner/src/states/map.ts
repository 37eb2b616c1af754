import type { MapState } from '../definition.ts';
import { queryError } from '../expression.ts';
import { readItems } from '../item-reader.ts';
import { MAX_DISTRIBUTED_CONCURRENCY, MAX_INLINE_CONCURRENCY } from '../limits.ts';
import { runFlow } from '../run-flow.ts';
import { runSideBySide } from '../side-by-side.ts';
import { Variables } from '../variables.ts';
import { typeNameOf, type MapItem, type Step, type Visit } from '../visit.ts';
import { runMapRun } from './map-run.ts';

/** Runs the processor for every item: in this execution (inline), or in a child execution each (distributed). */
export async function runMap(state: MapState, visit: Visit): Promise<Step> {
  const distributed = state.ItemProcessor.ProcessorConfig.Mode === 'DISTRIBUTED';
  const items = await itemsOf(state, visit);
  const limit = await concurrencyOf(state, visit, distributed ? MAX_DISTRIBUTED_CONCURRENCY : MAX_INLINE_CONCURRENCY);
  // Started, and how it ended.
  visit.execution.record(2);
  const result = distributed
    ? await runMapRun(state, { visit, items, limit })
    : await runInline(state, { visit, items, limit });
  return { output: await visit.leave(state, { result, otherwise: result }), next: state.Next };
}

async function itemsOf(state: MapState, visit: Visit): Promise<readonly MapItem[]> {
  if (state.ItemReader !== undefined) return readItems(state.ItemReader, visit);
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

/** 0 and nothing mean as many as there may be. */
async function concurrencyOf({ MaxConcurrency }: MapState, visit: Visit, most: number): Promise<number> {
  const wanted = MaxConcurrency === undefined ? 0 : await visit.evaluateCount(MaxConcurrency, 'MaxConcurrency');
  return wanted === 0 ? most : Math.min(wanted, most);
}

interface Iterations {
  readonly visit: Visit;
  readonly items: readonly MapItem[];
  readonly limit: number;
}

async function runInline(state: MapState, { visit, items, limit }: Iterations): Promise<unknown[]> {
  return runSideBySide({ execution: visit.execution, items, limit }, async (mapItem, index, execution) => {
    // Iteration started, and how it ended.
    execution.record(2);
    const input = await inputOf(state, visit, mapItem);
    execution.checkPayload(input, `An iteration of the state '${visit.name}' has an input`);
    const variables = new Variables(visit.frame.variables);
    return runFlow(state.ItemProcessor, input, { execution, variables, path: visit.pathOf(index), mapItem });
  });
}

/** The input of an iteration: what ItemSelector makes of the item, or the item itself. */
export async function inputOf(state: MapState, visit: Visit, mapItem: MapItem): Promise<unknown> {
  if (state.ItemSelector === undefined) return mapItem.Value;
  return visit.evaluate(state.ItemSelector, 'ItemSelector', {}, mapItem);
}
