import { SweepConfiguration } from '@catalog-sweep/core';
import * as z from 'zod';

/** What a function is told when it is deployed, or when a sweep runs in this process. */
export interface FunctionSettings {
  readonly hubRegion: string;
  /** aws, aws-us-gov or aws-cn. */
  readonly partition: string;
  readonly workBucket: string;
  readonly logBucket: string;
  /** Only plan-sweep has it; the other stages read what it froze in the sweep's `sweep.json`. */
  readonly configuration: SweepConfiguration | undefined;
}

const json = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue({ code: 'custom', message: 'not JSON' });
    return z.NEVER;
  }
});

const Environment = z.object({
  AWS_REGION: z.string().min(1),
  HUB_PARTITION: z.enum(['aws', 'aws-us-gov', 'aws-cn']),
  WORK_BUCKET: z.string().min(3),
  LOG_BUCKET: z.string().min(3),
  SWEEP_CONFIGURATION: json.pipe(SweepConfiguration).optional(),
});

/** Reads a function's environment variables. Throws an Error that names every variable that is missing or wrong. */
export function settingsFromEnvironment(environment: Readonly<Record<string, string | undefined>>): FunctionSettings {
  const { success, data, error } = Environment.safeParse(environment);
  if (!success) {
    const problems = error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    throw new Error(`environment of the function: ${problems.join('; ')}`);
  }
  return {
    hubRegion: data.AWS_REGION,
    partition: data.HUB_PARTITION,
    workBucket: data.WORK_BUCKET,
    logBucket: data.LOG_BUCKET,
    configuration: data.SWEEP_CONFIGURATION,
  };
}
