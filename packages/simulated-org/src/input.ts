import type * as z from 'zod';
import { ServiceError } from './operation.ts';

/** The input of an operation. Members that are not simulated are refused with the service's code for what it does not take, never ignored. */
export function checked<Input>(shape: z.ZodType<Input>, input: unknown, code: string): Input {
  const { success, data, error } = shape.safeParse(input);
  if (success) return data;
  const problems = error.issues.map(({ path, message }) => [...path, message].join(' '));
  throw new ServiceError(code, problems.join('; '));
}
