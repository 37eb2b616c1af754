import { openConnections } from '@catalog-sweep/core';
import { settingsFromEnvironment } from './function-settings.ts';
import type { Process, StageTask } from './stage-task.ts';
import { wallClock } from './wall-clock.ts';

/** The part of Lambda's context that a stage needs. */
export interface LambdaContext {
  getRemainingTimeInMillis(): number;
}

/**
 * Makes the Lambda handler of a task. Where the module is loaded by Lambda, the environment is checked at once, so that a wrong one
 * fails the cold start and not the first sweep.
 */
export function inLambda(task: StageTask): (event: unknown, context: LambdaContext) => Promise<unknown> {
  let running = process.env['AWS_LAMBDA_FUNCTION_NAME'] === undefined ? undefined : openProcess();
  return (event, context) => {
    running ??= openProcess();
    const deadline = running.clock.now() + context.getRemainingTimeInMillis();
    return task.run(event, running, { deadline });
  };
}

function openProcess(): Process {
  const settings = settingsFromEnvironment(process.env);
  const clock = wallClock();
  return { clock, settings, connections: openConnections({ clock, ...settings }) };
}
