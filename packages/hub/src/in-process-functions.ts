import type { Clock, HandlerName } from '@catalog-sweep/core';
import { FUNCTION_TIMEOUTS } from './functions.ts';
import type { Process, StageTask } from './stage-task.ts';

/** One call of a function, as the Lambda Invoke API has it: JSON text in and out. */
export interface FunctionCall {
  readonly functionName: string;
  readonly payload: string;
  readonly signal?: AbortSignal;
}

export interface FunctionAnswer {
  readonly statusCode: number;
  readonly executedVersion: string;
  readonly payload: string;
  /** Set when the function threw or ran out of time; the payload then says what. */
  readonly functionError?: string;
}

/** Thrown when a function of that name does not exist. */
class FunctionNotFound extends Error {
  override readonly name = 'Lambda.ResourceNotFoundException';
}

/**
 * Runs the hub's functions in this process as Lambda runs them: payloads go through JSON, what a function throws becomes `errorType`
 * and `errorMessage`, and a function that runs longer than its time is ended, on the clock in use.
 */
export function inProcessFunctions({
  tasks,
  processOf,
}: {
  readonly tasks: readonly StageTask[];
  /** What each function runs with; each has credentials of its own. */
  readonly processOf: (name: HandlerName) => Process;
}): (call: FunctionCall) => Promise<FunctionAnswer> {
  const byName = new Map<string, StageTask>(tasks.map((task) => [task.name, task]));
  return async ({ functionName, payload, signal }) => {
    const task = byName.get(functionName);
    if (task === undefined) throw new FunctionNotFound(`function not found: ${functionName}`);
    const process = processOf(task.name);
    const seconds = FUNCTION_TIMEOUTS[task.name];
    const ended = new AbortController();
    const stop = signal === undefined ? ended.signal : AbortSignal.any([ended.signal, signal]);
    const deadline = process.clock.now() + seconds * 1000;
    const work = process.clock.task(() => answerOf(task.run(JSON.parse(payload), process, { deadline, signal: stop })));
    const answer = await firstOf(process.clock, { work, milliseconds: seconds * 1000, signal: stop });
    // Lambda freezes the process: nothing that the function still does may have an effect.
    ended.abort();
    return (
      answer ?? failure({ name: 'Sandbox.Timedout', message: `Task timed out after ${seconds.toFixed(2)} seconds` })
    );
  };
}

/** The answer, or undefined when the time was up first. */
async function firstOf(
  clock: Clock,
  {
    work,
    milliseconds,
    signal,
  }: { readonly work: Promise<FunctionAnswer>; readonly milliseconds: number; readonly signal: AbortSignal },
): Promise<FunctionAnswer | undefined> {
  const timeUp = clock.task(async () => {
    await clock.sleep(milliseconds, signal);
    return undefined;
  });
  return clock.waitFor(Promise.race([work, timeUp]));
}

async function answerOf(result: Promise<unknown>): Promise<FunctionAnswer> {
  try {
    return { statusCode: 200, executedVersion: '$LATEST', payload: JSON.stringify((await result) ?? null) };
  } catch (error) {
    return failure(error instanceof Error ? error : { name: 'Error', message: String(error) });
  }
}

function failure({ name, message, stack }: { name: string; message: string; stack?: string }): FunctionAnswer {
  const trace = stack === undefined ? [] : stack.split('\n').map((line) => line.trim());
  return {
    statusCode: 200,
    executedVersion: '$LATEST',
    payload: JSON.stringify({ errorType: name, errorMessage: message, trace }),
    functionError: 'Unhandled',
  };
}
