import { inLambda } from '../in-lambda.ts';
import { task } from '../tasks/check-update.ts';

export const handler = inLambda(task);
