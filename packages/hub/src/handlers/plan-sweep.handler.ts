import { inLambda } from '../in-lambda.ts';
import { task } from '../tasks/plan-sweep.ts';

export const handler = inLambda(task);
