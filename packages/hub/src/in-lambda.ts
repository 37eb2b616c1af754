import { Logger } from '@aws-lambda-powertools/logger';
import { openConnections } from '@catalog-sweep/core';
import { settingsFromEnvironment } from './function-settings.ts';
import { invocationFacts } from './invocation-facts.ts';
import type { MetricValues } from './metrics.ts';
import { publishMetrics } from './publish-metrics.ts';
import type { Process, StageTask } from './stage-task.ts';
import { wallClock } from './wall-clock.ts';

/** The part of Lambda's context that a handler needs. */
export interface LambdaContext {
  readonly awsRequestId: string;
  getRemainingTimeInMillis(): number;
}

/**
 * Makes the Lambda handler of a task. The environment is checked at once, so that a wrong one fails the cold start and not the first sweep.
 * `metricsOf`: what a result counts for in the hub's metrics.
 *
 * An invocation leaves one line in the log when it is over: what it was about, how long it took, and what came of it in numbers, or the error.
 * Never its event or result as a whole: they have the names of people's products in them.
 */
export function inLambda<Result>(
  task: StageTask<Result>,
  metricsOf?: (result: Result) => MetricValues,
): (event: unknown, context: LambdaContext) => Promise<unknown> {
  const running = openProcess(task);
  // Its level is POWERTOOLS_LOG_LEVEL, or INFO.
  const logger = new Logger({ serviceName: 'catalog-sweep' });
  return async (event, context) => {
    const begun = running.clock.now();
    const line = (result?: Result) => ({
      handler: task.name,
      ...invocationFacts(event, result),
      milliseconds: running.clock.now() - begun,
      function_request_id: context.awsRequestId,
    });
    try {
      const result = await task.run(event, running, { deadline: begun + context.getRemainingTimeInMillis() });
      logger.info('done', line(result));
      if (metricsOf !== undefined) publishMetrics(metricsOf(result));
      return result;
    } catch (error) {
      logger.error('failed', { ...line(), error: errorFacts(error) });
      throw error;
    }
  };
}

function openProcess({ name }: StageTask): Process {
  const settings = settingsFromEnvironment(process.env, name);
  const clock = wallClock();
  return { clock, settings, connections: openConnections({ clock, ...settings }) };
}

/** An error without what the SDK hangs on it, such as whole answers. */
function errorFacts(error: unknown): object {
  if (!(error instanceof Error)) return { message: String(error) };
  const { name, message, stack } = error;
  return { name, message, stack };
}
