import { inLambda } from '../in-lambda.ts';
import { task } from '../tasks/log-update.ts';

export const handler = inLambda(task);
