import { inLambda } from '../in-lambda.ts';
import { task } from '../tasks/plan-updates.ts';

export const handler = inLambda(task);
