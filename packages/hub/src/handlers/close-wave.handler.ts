import { inLambda } from '../in-lambda.ts';
import { task } from '../tasks/close-wave.ts';

export const handler = inLambda(task);
