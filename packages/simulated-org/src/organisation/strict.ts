import * as z from 'zod';

/** A strict object. The message of its unknown keys is the list of the known ones; whoever reports it looks for what was meant. */
export function strict<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  return z.strictObject(shape, {
    error: ({ code }) => (code === 'unrecognized_keys' ? Object.keys(shape).join(', ') : undefined),
  });
}
