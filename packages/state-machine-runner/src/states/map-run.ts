import { hexFrom } from '../chance.ts';
import type { MapState } from '../definition.ts';
import { StateError } from '../errors.ts';
import { Execution } from '../execution.ts';
import { queryError } from '../expression.ts';
import { readItems } from '../item-reader.ts';
import { MAX_DISTRIBUTED_CONCURRENCY } from '../limits.ts';
import type { ChildEnd } from '../report.ts';
import { ResultFiles, type ChildResult } from '../result-writer.ts';
import { runFlow } from '../run-flow.ts';
import { runSideBySide } from '../side-by-side.ts';
import { Variables } from '../variables.ts';
import { typeNameOf, type MapItem, type Visit } from '../visit.ts';
import { inputOf, itemsOf, limitOf } from './map.ts';

interface Run {
  readonly visit: Visit;
  /** How many children may run at once; 0 stands for no limit of the state's own. */
  readonly concurrency: number;
}

/**
 * A Map Run: a child execution for every item, with a history of its own and none of the parent's variables. Without ResultWriter the result is the
 * list of outputs, with it a reference to the files. https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html
 */
export async function runMapRun(state: MapState, { visit, concurrency }: Run): Promise<unknown> {
  const { onReport, beforeMapRun } = visit.execution.surroundings;
  const { ItemReader: reader } = state;
  const given = reader === undefined ? await itemsOf(state, visit) : [];
  // What is read from elsewhere is not counted yet.
  visit.record('MapStateStarted', { length: given.length });
  const tolerance = await toleranceOf(state, visit);
  const mapRun = mapRunArn(state, visit);
  visit.record('MapRunStarted', { mapRunArn: mapRun });
  onReport({
    type: 'map run started',
    mapRun,
    execution: visit.execution.arn,
    maxConcurrency: concurrency,
    toleratedFailureCount: tolerance.count ?? 0,
    toleratedFailurePercentage: tolerance.percentage ?? 0,
  });
  try {
    asStateError(() => beforeMapRun(mapRun));
    const items = reader === undefined ? given : await readItems(reader, visit);
    const result = await runChildren(state, { visit, concurrency, mapRun, tolerance, items });
    visit.record('MapRunSucceeded');
    onReport({ type: 'map run ended', mapRun, status: 'SUCCEEDED' });
    return result;
  } catch (error) {
    if (error instanceof StateError) {
      onReport({ type: 'map run ended', mapRun, status: 'FAILED' });
      visit.record('MapRunFailed', { error: error.error, cause: error.causeText });
    }
    throw error;
  }
}

function asStateError(work: () => void): void {
  try {
    work();
  } catch (error) {
    throw new StateError((error as Error).name, (error as Error).message);
  }
}

interface Children extends Run {
  readonly mapRun: string;
  readonly tolerance: Tolerance;
  readonly items: readonly MapItem[];
}

async function runChildren(
  state: MapState,
  { visit, concurrency, mapRun, tolerance, items }: Children,
): Promise<unknown> {
  const { onEvent, onReport } = visit.execution.surroundings;
  onEvent({ type: 'map run started', state: visit.name, items: items.length });
  onReport({ type: 'map run counted', mapRun, items: items.length });
  const tolerated = toleratedOf(tolerance, items.length);
  const files = state.ResultWriter && (await ResultFiles.open(state.ResultWriter, { visit, mapRunArn: mapRun }));
  let failures = 0;

  const childOutput = async (mapItem: MapItem, index: number, { signal }: Execution): Promise<unknown> => {
    const name = hexFrom(`${mapRun}/${index}`);
    onEvent({ type: 'child started', state: visit.name, child: name });
    const child = await runChild(state, { visit, mapItem, mapRun, name, signal });
    onEvent({ type: 'child ended', state: visit.name, child: name, status: child.status, output: child.output });
    if (child.status === 'FAILED') failures += 1;
    await files?.add(child);
    if (failures > tolerated) throw thresholdExceeded();
    return files === undefined ? child.output : undefined;
  };

  try {
    const limit = limitOf(concurrency, MAX_DISTRIBUTED_CONCURRENCY);
    const outputs = await runSideBySide({ visit, items, limit }, (item, index, { execution }) =>
      childOutput(item, index, execution),
    );
    return files === undefined ? outputs : await files.close();
  } catch (error) {
    // unverified: that AWS writes what ended when the threshold is exceeded. After an abort there is nobody to read it.
    if (error instanceof StateError && error.error === THRESHOLD_EXCEEDED) await files?.close();
    throw error;
  }
}

const THRESHOLD_EXCEEDED = 'States.ExceedToleratedFailureThreshold';

function thresholdExceeded(): StateError {
  return new StateError(THRESHOLD_EXCEEDED, 'The specified tolerated failure threshold was exceeded');
}

interface Child {
  readonly visit: Visit;
  readonly mapItem: MapItem;
  readonly mapRun: string;
  readonly name: string;
  readonly signal: AbortSignal;
}

async function runChild(state: MapState, { visit, mapItem, mapRun, name, signal }: Child): Promise<ChildResult> {
  const { surroundings, context } = visit.execution;
  const { clock, onReport } = surroundings;
  surroundings.statistics.childExecutions += 1;
  const startedAt = clock.now();
  const input = await inputOf(state, visit, mapItem);
  const roleArn = String(context['RoleArn']);
  const arn = `${surroundings.stateMachine.arn.replace(':stateMachine:', ':execution:')}/${state.Label ?? 'Map'}:${name}`;
  const execution = new Execution(surroundings, { name, arn, roleArn, input, startedAt, signal });
  onReport({ type: 'child started', mapRun, child: arn, name, input });
  const end = await childEnd(state, execution, mapItem);
  onReport({ type: 'child ended', mapRun, child: arn, end });
  const started = { arn, name, input, startedAt, stoppedAt: clock.now() };
  return end.status === 'SUCCEEDED'
    ? { ...started, ...end }
    : { ...started, status: end.status, output: { Error: end.error, Cause: end.cause } };
}

async function childEnd(state: MapState, execution: Execution, mapItem: MapItem): Promise<ChildEnd> {
  const { Input: input, RoleArn: roleArn } = execution.context;
  const cursor = { last: 0 };
  try {
    execution.checkPayload(input, 'The child execution has an input');
    execution.record(cursor, 'ExecutionStarted', { input, roleArn });
    const frame = { execution, variables: new Variables(), cursor, path: execution.name, mapItem };
    const output = await runFlow(state.ItemProcessor, input, frame);
    execution.recordEnd(cursor, 'ExecutionSucceeded', { output });
    return { status: 'SUCCEEDED', output };
  } catch (error) {
    if (!(error instanceof StateError)) throw error;
    const { error: name, causeText: cause } = error;
    execution.recordEnd(cursor, 'ExecutionFailed', { error: name, cause });
    return { status: 'FAILED', error: name, cause };
  }
}

/** How many children may fail, as the state says it. */
interface Tolerance {
  readonly count: number | undefined;
  readonly percentage: number | undefined;
}

async function toleranceOf(state: MapState, visit: Visit): Promise<Tolerance> {
  const { ToleratedFailureCount: count, ToleratedFailurePercentage: percentage } = state;
  return {
    count: count === undefined ? undefined : await visit.evaluateCount(count, 'ToleratedFailureCount'),
    percentage: percentage === undefined ? undefined : await percentageOf(percentage, visit),
  };
}

/** The smaller of count and percentage; none when nothing is said. */
function toleratedOf({ count, percentage }: Tolerance, items: number): number {
  if (count === undefined && percentage === undefined) return 0;
  return Math.min(count ?? Infinity, Math.floor((items * (percentage ?? 100)) / 100));
}

async function percentageOf(template: unknown, visit: Visit): Promise<number> {
  const share = await visit.evaluate(template, 'ToleratedFailurePercentage');
  if (typeof share !== 'number') {
    throw queryError(`Expected 'number', but was '${typeNameOf(share)}' for value: ${JSON.stringify(share)}`);
  }
  if (share < 0 || share > 100) {
    throw new StateError('States.Runtime', 'ToleratedFailurePercentage must be between 0 and 100.');
  }
  return share;
}

function mapRunArn(state: MapState, visit: Visit): string {
  const { arn } = visit.execution.surroundings.stateMachine;
  return `${arn.replace(':stateMachine:', ':mapRun:')}/${state.Label ?? 'Map'}:${hexFrom(visit.key)}`;
}
