import { inLambda } from '../in-lambda.ts';
import { task } from '../tasks/mend-hub.ts';

export const handler = inLambda(task);
