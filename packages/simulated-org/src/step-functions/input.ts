import * as z from 'zod';
import { ServiceError, type Operation, type RequestContext } from '../operation.ts';

/** What an operation takes, and the ARN that it is about: its right is asked for on that. */
interface Subject<Input> {
  readonly arn: (input: Input) => string;
  /** The types of resources that the ARN may have. */
  readonly types: readonly string[];
}

/**
 * An operation with the shape of its input. Shape and ARN are looked at before rights are. Members that this organisation does not know are refused,
 * never ignored.
 */
export function operation<Shape extends z.core.$ZodLooseShape>(
  shape: Shape,
  { arn, types }: Subject<z.infer<z.ZodObject<Shape>>>,
  run: (input: z.infer<z.ZodObject<Shape>>, context: RequestContext) => unknown,
): Operation {
  const Input = z.strictObject(shape);
  const parsed = (input: unknown) => {
    const { success, data, error } = Input.safeParse(input);
    if (!success) throw validation(error, input);
    const given = data as z.infer<z.ZodObject<Shape>>;
    checkArn(arn(given), types);
    return given;
  };
  return {
    resources: (input: unknown) => [arn(parsed(input))],
    run: (input: unknown, context) => run(parsed(input), context),
  };
}

function checkArn(arn: string, types: readonly string[]): void {
  if (!arn.startsWith('arn:')) throw invalidArn(`Invalid ARN prefix: ${arn}`);
  const type = arn.split(':')[5] ?? '';
  if (!types.includes(type)) throw invalidArn(`Resource type not valid in this context: ${type}`);
}

function invalidArn(reason: string): ServiceError {
  return new ServiceError('InvalidArn', `Invalid Arn: '${reason}'`);
}

function validation({ issues }: z.ZodError, input: unknown): ServiceError {
  const problems = issues.map(({ path, message }) => {
    const value = path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown> | undefined)?.[key], input);
    const shown =
      value === undefined ? 'Value null' : `Value '${typeof value === 'string' ? value : JSON.stringify(value)}'`;
    return `${shown} at '${path.join('.') || 'input'}' failed to satisfy constraint: ${message}`;
  });
  const errors = issues.length === 1 ? 'error' : 'errors';
  return new ServiceError(
    'ValidationException',
    `${issues.length} validation ${errors} detected: ${problems.join('; ')}`,
  );
}

/** Text of so many characters, in AWS's words when it is not. */
export function text({ min = 0, max }: { readonly min?: number; readonly max: number }) {
  return z
    .string('Member must not be null')
    .min(min, `Member must have length greater than or equal to ${min}`)
    .max(max, `Member must have length less than or equal to ${max}`);
}

export const arnText = text({ min: 1, max: 256 });
export const longArnText = text({ min: 1, max: 2000 });

/** The members of a list's input. */
export function paged(longestToken: number) {
  return {
    maxResults: z
      .int()
      .min(0, 'Member must have value greater than or equal to 0')
      .max(1000, 'Member must have value less than or equal to 1000')
      .default(0),
    nextToken: text({ min: 1, max: longestToken }).optional(),
  };
}
