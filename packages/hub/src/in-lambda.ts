import type { LambdaHandler } from './lambda-handler.ts';
import type { MetricValues } from './metrics.ts';
import type { StageTask } from './stage-task.ts';

// Only where Lambda runs it is there a handler: sweeps in this process load the same tasks, and no logger with them.
const lambda = process.env['AWS_LAMBDA_FUNCTION_NAME'] === undefined ? undefined : await import('./lambda-handler.ts');

/** Makes the Lambda handler of a task; elsewhere it is undefined. `metricsOf`: what a result counts for in the hub's metrics. */
export function inLambda<Result>(
  task: StageTask<Result>,
  metricsOf?: (result: Result) => MetricValues,
): LambdaHandler | undefined {
  return lambda?.lambdaHandler(task, metricsOf);
}
