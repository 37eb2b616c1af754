import type * as z from 'zod';

/** Whether a text is JSON of a shape. */
export function parsesAs(schema: z.ZodType, text: string): boolean {
  try {
    return schema.safeParse(JSON.parse(text)).success;
  } catch {
    return false;
  }
}
