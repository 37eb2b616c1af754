import { inLambda } from '../in-lambda.ts';
import { task } from '../tasks/mend-target.ts';

export const handler = inLambda(task);
