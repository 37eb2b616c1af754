import { inLambda } from '../in-lambda.ts';
import { task } from '../tasks/examine-hub.ts';

export const handler = inLambda(task);
