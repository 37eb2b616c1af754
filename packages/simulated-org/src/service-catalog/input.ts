import * as z from 'zod';
import { ServiceError, type Operation, type RequestContext } from '../operation.ts';

/** Throws as Service Catalog does for what it does not take. */
export function invalid(message: string): ServiceError {
  return new ServiceError('InvalidParametersException', message);
}

export function notFound(message: string): ServiceError {
  return new ServiceError('ResourceNotFoundException', message);
}

/** An operation with the shape of its input. Members that this organisation does not know are refused, never ignored. */
export function operation<Shape extends z.core.$ZodLooseShape>(
  shape: Shape,
  run: (input: z.infer<z.ZodObject<Shape>>, context: RequestContext) => unknown,
  access: Pick<Operation, 'resources'> = {},
): Operation {
  const Input = z.strictObject({ AcceptLanguage: z.string().optional(), ...shape });
  return {
    ...access,
    run: (input: unknown, context) => {
      const { success, data, error } = Input.safeParse(input);
      if (!success) throw validation(error);
      return run(data as z.infer<z.ZodObject<Shape>>, context);
    },
  };
}

function validation({ issues }: z.ZodError): ServiceError {
  const problems = issues.map(
    ({ path, message }) => `Value at '${path.join('.') || 'input'}' failed to satisfy constraint: ${message}`,
  );
  return new ServiceError('ValidationException', `${issues.length} validation error detected: ${problems.join('; ')}`);
}

export const text = z.string().min(1);
export const optional = text.optional();
/** What makes a request that comes again known as the same. */
export const token = z.string().regex(/^[a-zA-Z0-9][a-zA-Z0-9_-]{0,127}$/);
/** The members of a list's input. AWS caps what it gives at once, each list in its own way. */
export const paged = (most: 20 | 100) => ({ PageToken: optional, PageSize: z.int().min(0).max(most).optional() });
export const Tags = z.array(z.strictObject({ Key: z.string(), Value: z.string() })).default([]);
