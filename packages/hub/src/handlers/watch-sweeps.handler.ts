import { inLambda } from '../in-lambda.ts';
import { watchMetrics } from '../sweep-metrics.ts';
import { task } from '../tasks/watch-sweeps.ts';

export const handler = inLambda(task, watchMetrics);
