import { inLambda } from '../in-lambda.ts';
import { sweepMetrics } from '../sweep-metrics.ts';
import { task } from '../tasks/finish-sweep.ts';

export const handler = inLambda(task, sweepMetrics);
