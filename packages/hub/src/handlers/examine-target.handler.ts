import { inLambda } from '../in-lambda.ts';
import { task } from '../tasks/examine-target.ts';

export const handler = inLambda(task);
