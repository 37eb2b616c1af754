import { inLambda } from '../in-lambda.ts';
import { task } from '../tasks/start-update.ts';

export const handler = inLambda(task);
