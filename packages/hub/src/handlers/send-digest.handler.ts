import { inLambda } from '../in-lambda.ts';
import { task } from '../tasks/send-digest.ts';

export const handler = inLambda(task);
