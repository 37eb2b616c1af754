import { uuidFrom } from '../chance.ts';
import type { Task } from '../definition.ts';
import { StateError } from '../errors.ts';
import type { TaskAnswer } from '../execution.ts';
import { TIME_UP, unlessAborted, within } from '../race.ts';
import type { Step, Visit } from '../visit.ts';

/** What Step Functions calls a task in the causes of its errors: by the service, not by the state. */
const SERVICE = 'lambda';

/** Calls a Lambda function by the optimised integration. https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html */
export async function runTask(state: Task, visit: Visit): Promise<Step> {
  const { execution } = visit;
  const functionName = await visit.evaluateText(state.Arguments.FunctionName, 'Arguments/FunctionName');
  const payload = await visit.evaluate(state.Arguments.Payload ?? {}, 'Arguments/Payload');
  execution.checkPayload(payload, `The state/task '${SERVICE}' has an input`);
  const seconds =
    state.TimeoutSeconds === undefined ? Infinity : await visit.evaluateCount(state.TimeoutSeconds, 'TimeoutSeconds');

  // Scheduled, started, and how it ended.
  execution.record(3);
  const { clock, invoke } = execution.surroundings;
  const answer = await within(clock, { seconds, signal: execution.signal }, (signal) =>
    unlessAborted(clock, signal, () => invoked(invoke({ functionName, payload: JSON.stringify(payload), signal }))),
  );
  if (answer === TIME_UP) throw new StateError('States.Timeout', undefined);

  const result = resultOf(answer, visit);
  execution.checkPayload(result, `The state/task '${SERVICE}' returned a result`);
  return { output: await visit.leave(state, { result, otherwise: result }), next: state.Next };
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
