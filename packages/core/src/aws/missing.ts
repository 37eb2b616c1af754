import { AwsError } from '../errors.ts';

/** Turns "there is no such thing" into undefined, where that is an answer and no failure. */
export async function undefinedWhenMissing<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof AwsError && error.kind === 'NOT_FOUND') return undefined;
    throw error;
  }
}
