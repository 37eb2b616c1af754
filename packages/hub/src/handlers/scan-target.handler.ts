import { inLambda } from '../in-lambda.ts';
import { task } from '../tasks/scan-target.ts';

export const handler = inLambda(task);
