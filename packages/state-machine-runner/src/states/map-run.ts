import { hexFrom } from '../chance.ts';
import type { MapState } from '../definition.ts';
import { StateError } from '../errors.ts';
import { Execution } from '../execution.ts';
import { queryError } from '../expression.ts';
import { ResultFiles, type ChildResult } from '../result-writer.ts';
import { runFlow } from '../run-flow.ts';
import { runSideBySide } from '../side-by-side.ts';
import { Variables } from '../variables.ts';
import { typeNameOf, type MapItem, type Visit } from '../visit.ts';
import { inputOf } from './map.ts';

interface Run {
  readonly visit: Visit;
  readonly items: readonly MapItem[];
  readonly limit: number;
}

/**
 * A Map Run: a child execution for every item, with a history of its own and none of the parent's variables. Without ResultWriter the result is the
 * list of outputs, with it a reference to the files. https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html
 */
export async function runMapRun(state: MapState, { visit, items, limit }: Run): Promise<unknown> {
  const { execution } = visit;
  const { onEvent } = execution.surroundings;
  const tolerance = await toleranceOf(state, visit, items.length);
  // Map Run started, and how it ended.
  execution.record(2);
  onEvent({ type: 'map run started', state: visit.name, items: items.length });
  const arn = mapRunArn(state, visit);
  const files = state.ResultWriter && (await ResultFiles.open(state.ResultWriter, { visit, mapRunArn: arn }));
  let failures = 0;

  const childOutput = async (mapItem: MapItem, index: number, { signal }: Execution): Promise<unknown> => {
    const name = hexFrom(`${arn}/${index}`);
    onEvent({ type: 'child started', state: visit.name, child: name });
    const child = await runChild(state, { visit, mapItem, name, signal });
    onEvent({ type: 'child ended', state: visit.name, child: name, status: child.status, output: child.output });
    if (child.status === 'FAILED') failures += 1;
    await files?.add(child);
    if (failures > tolerance) throw thresholdExceeded();
    return files === undefined ? child.output : undefined;
  };

  try {
    const outputs = await runSideBySide({ execution, items, limit }, childOutput);
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

async function runChild(
  state: MapState,
  {
    visit,
    mapItem,
    name,
    signal,
  }: { readonly visit: Visit; readonly mapItem: MapItem; readonly name: string; readonly signal: AbortSignal },
): Promise<ChildResult> {
  const { surroundings, context } = visit.execution;
  const { clock } = surroundings;
  surroundings.statistics.childExecutions += 1;
  const startedAt = clock.now();
  const input = await inputOf(state, visit, mapItem);
  const roleArn = String(context['RoleArn']);
  const arn = `${surroundings.stateMachine.arn.replace(':stateMachine:', ':execution:')}/${state.Label ?? 'Map'}:${name}`;
  const execution = new Execution(surroundings, { name, arn, roleArn, input, startedAt, signal });
  try {
    execution.checkPayload(input, 'The child execution has an input');
    // Execution started, and how it ended.
    execution.record(2);
    const output = await runFlow(state.ItemProcessor, input, {
      execution,
      variables: new Variables(),
      path: name,
      mapItem,
    });
    return { arn, name, input, startedAt, stoppedAt: clock.now(), status: 'SUCCEEDED', output };
  } catch (error) {
    if (!(error instanceof StateError)) throw error;
    const failure = { Error: error.error, Cause: error.causeText };
    return { arn, name, input, startedAt, stoppedAt: clock.now(), status: 'FAILED', output: failure };
  }
}

/** How many children may fail: the smaller of count and percentage; none when nothing is said. */
async function toleranceOf(state: MapState, visit: Visit, items: number): Promise<number> {
  const { ToleratedFailureCount: count, ToleratedFailurePercentage: percentage } = state;
  if (count === undefined && percentage === undefined) return 0;
  const byCount = count === undefined ? Infinity : await visit.evaluateCount(count, 'ToleratedFailureCount');
  const share = percentage === undefined ? 100 : await percentageOf(percentage, visit);
  return Math.min(byCount, Math.floor((items * share) / 100));
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
