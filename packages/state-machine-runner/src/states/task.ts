import { uuidFrom } from '../chance.ts';
import type { Task } from '../definition.ts';
import { StateError } from '../errors.ts';
import type { TaskAnswer } from '../execution.ts';
import { TIME_UP, unlessAborted, within } from '../race.ts';
import type { Step, Visit } from '../visit.ts';

/** What Step Functions calls a task in the causes of its errors: by the service, not by the state. */
const SERVICE = 'lambda';

/** How its events name what is called. */
const RESOURCE = { resourceType: SERVICE, resource: 'invoke' };

/** Calls a Lambda function by the optimised integration. https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html */
export async function runTask(state: Task, visit: Visit): Promise<Step> {
  const { execution } = visit;
  const functionName = await visit.evaluateText(state.Arguments.FunctionName, 'Arguments/FunctionName');
  const payload = await visit.evaluate(state.Arguments.Payload ?? {}, 'Arguments/Payload');
  execution.checkPayload(payload, `The state/task '${SERVICE}' has an input`);
  const seconds =
    state.TimeoutSeconds === undefined ? Infinity : await visit.evaluateCount(state.TimeoutSeconds, 'TimeoutSeconds');

  visit.record('TaskScheduled', {
    ...RESOURCE,
    region: execution.surroundings.stateMachine.arn.split(':')[3],
    parameters: { FunctionName: functionName, Payload: payload },
    ...(Number.isFinite(seconds) ? { timeoutInSeconds: seconds } : {}),
  });
  visit.record('TaskStarted', RESOURCE);
  const result = await withEndRecorded(visit, () => resultWithin(seconds, { functionName, payload }, visit));
  execution.checkPayload(result, `The state/task '${SERVICE}' returned a result`);
  return { output: await visit.leave(state, { result, otherwise: result }), next: state.Next };
}

/** The result of one call. Throws StateError when the function fails, or the time is up. */
async function resultWithin(
  seconds: number,
  { functionName, payload }: { readonly functionName: string; readonly payload: unknown },
  visit: Visit,
): Promise<unknown> {
  const { surroundings, signal: ofExecution } = visit.execution;
  const { clock, invoke } = surroundings;
  const answer = await within(clock, { seconds, signal: ofExecution }, (signal) =>
    unlessAborted(clock, signal, () => invoked(invoke({ functionName, payload: JSON.stringify(payload), signal }))),
  );
  if (answer === TIME_UP) throw new StateError('States.Timeout', undefined);
  return resultOf(answer, visit);
}

async function withEndRecorded(visit: Visit, call: () => Promise<unknown>): Promise<unknown> {
  try {
    const result = await call();
    visit.record('TaskSucceeded', { ...RESOURCE, output: result });
    return result;
  } catch (error) {
    if (error instanceof StateError && error.error !== 'States.Runtime') {
      const type = error.error === 'States.Timeout' ? 'TaskTimedOut' : 'TaskFailed';
      visit.record(type, { ...RESOURCE, error: error.error, cause: error.causeText });
    }
    throw error;
  }
}

/** An error of the invocation itself, such as a function that does not exist, becomes the task's by its name. */
async function invoked(call: Promise<TaskAnswer>): Promise<TaskAnswer> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof Error) throw new StateError(error.name, error.message);
    throw error;
  }
}

function resultOf({ statusCode, executedVersion, payload, functionError }: TaskAnswer, visit: Visit): unknown {
  if (functionError !== undefined) throw new StateError(errorTypeIn(payload), payload);
  return {
    ExecutedVersion: executedVersion,
    Payload: JSON.parse(payload) as unknown,
    SdkHttpMetadata: { HttpStatusCode: statusCode },
    SdkResponseMetadata: { RequestId: uuidFrom(visit.key) },
    StatusCode: statusCode,
  };
}

/** The error of a function that failed is its errorType. */
function errorTypeIn(payload: string): string {
  try {
    const { errorType } = JSON.parse(payload) as { errorType?: unknown };
    return typeof errorType === 'string' ? errorType : 'Lambda.Unknown';
  } catch {
    return 'Lambda.Unknown';
  }
}
