import { inLambda } from '../in-lambda.ts';
import { task } from '../tasks/write-dashboard.ts';

export const handler = inLambda(task);
