import {
  loadStateMachine,
  runExecution,
  type ExecutionRequest,
  type ExecutionResult,
  type TaskAnswer,
} from '@catalog-sweep/state-machine-runner';
import { VirtualClock } from './virtual-clock.ts';

type Functions = Readonly<Record<string, (event: never) => unknown>>;

export interface Options extends Partial<
  Pick<ExecutionRequest, 'name' | 'signal' | 'onEvent' | 'onReport' | 'beforeMapRun' | 's3'>
> {
  readonly functions?: Functions;
  /** Objects by `bucket/key`; what is written lands here too. Not with an `s3` of one's own. */
  readonly objects?: Record<string, string>;
  readonly clock?: VirtualClock;
}

/** Runs states, from the first of them, on a virtual clock that begins at noon of 26 November 2026. */
export async function runStates(
  states: Readonly<Record<string, unknown>>,
  input: unknown = {},
  options: Options = {},
): Promise<ExecutionResult> {
  return runDefinition({ QueryLanguage: 'JSONata', StartAt: Object.keys(states)[0], States: states }, input, options);
}

export async function runDefinition(
  definition: unknown,
  input: unknown,
  options: Options = {},
): Promise<ExecutionResult> {
  const { functions = {}, objects = {}, clock = new VirtualClock('2026-11-26T12:00:00Z'), ...rest } = options;
  return runExecution(loadStateMachine(definition), {
    name: 'a-run',
    input,
    clock,
    invoke: ({ functionName, payload }) => call(functions, functionName, payload),
    s3: {
      getObject: ({ bucket, key }) => {
        const body = objects[`${bucket}/${key}`];
        return body === undefined
          ? Promise.reject(new Error('The specified key does not exist.'))
          : Promise.resolve(body);
      },
      putObject: ({ bucket, key, body }) => {
        objects[`${bucket}/${key}`] = body;
        return Promise.resolve();
      },
    },
    ...rest,
  });
}

/** As Lambda answers: what a function throws is errorType and errorMessage. */
async function call(functions: Functions, functionName: string, payload: string): Promise<TaskAnswer> {
  const run = functions[functionName];
  if (run === undefined) {
    throw Object.assign(new Error(`Function not found: ${functionName}`), { name: 'Lambda.ResourceNotFoundException' });
  }
  try {
    const result = await run(JSON.parse(payload) as never);
    return { statusCode: 200, executedVersion: '$LATEST', payload: JSON.stringify(result ?? null) };
  } catch (error) {
    const { name, message } = error as Error;
    return {
      statusCode: 200,
      executedVersion: '$LATEST',
      payload: JSON.stringify({ errorType: name, errorMessage: message, trace: [] }),
      functionError: 'Unhandled',
    };
  }
}

/** The output of an execution; throws when it did not succeed. */
export function outputOf(result: ExecutionResult): unknown {
  if (result.status !== 'SUCCEEDED') throw new Error(`${result.status}: ${result.error}: ${result.cause}`);
  return result.output;
}

/** An error as Lambda functions throw it. */
export function anError(name: string, message = 'no'): Error {
  return Object.assign(new Error(message), { name });
}

/** A task that calls a function and hands on its payload. */
export function aTask(
  functionName: string,
  fields: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, unknown>> {
  return {
    Type: 'Task',
    Resource: 'arn:aws:states:::lambda:invoke',
    Arguments: { FunctionName: functionName, Payload: '{% $states.input %}' },
    Output: '{% $states.result.Payload %}',
    ...('Next' in fields ? {} : { End: true }),
    ...fields,
  };
}
