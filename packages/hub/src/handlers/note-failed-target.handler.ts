import { inLambda } from '../in-lambda.ts';
import { task } from '../tasks/note-failed-target.ts';

export const handler = inLambda(task);
