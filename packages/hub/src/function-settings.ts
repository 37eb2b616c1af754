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
  /** Only the functions that examine have these: what the deployment was made with. */
  readonly deployment?: DeploymentSettings | undefined;
}

/** What a doctor compares with what it finds. */
export interface DeploymentSettings {
  /** What the spoke roles of this version are made of, as their tag says. */
  readonly spokeRolesDigest: string;
  /** Whether the spoke roles may change who launches from portfolios, and create the TagOption. */
  readonly portfolioAccess: boolean;
  /** When scheduled sweeps run; absent where nothing is scheduled. */
  readonly schedule?: Schedule | undefined;
}

const json = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue({ code: 'custom', message: 'not JSON' });
    return z.NEVER;
  }
});

const Schedule = z.strictObject({ expression: z.string().min(1), timeZone: z.string().min(1) });
export type Schedule = z.infer<typeof Schedule>;

const Environment = z.object({
  AWS_REGION: z.string().min(1),
  HUB_PARTITION: z.enum(['aws', 'aws-us-gov', 'aws-cn']),
  WORK_BUCKET: z.string().min(3),
  LOG_BUCKET: z.string().min(3),
  SWEEP_CONFIGURATION: json.pipe(SweepConfiguration).optional(),
  SWEEP_SCHEDULE: json.pipe(Schedule).optional(),
  SPOKE_ROLES_DIGEST: z.string().min(1).optional(),
  SPOKE_PORTFOLIO_ACCESS: z.enum(['true', 'false']).default('true'),
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
    deployment: deploymentOf(data),
  };
}

function deploymentOf({
  SPOKE_ROLES_DIGEST: spokeRolesDigest,
  SPOKE_PORTFOLIO_ACCESS: portfolioAccess,
  SWEEP_SCHEDULE: schedule,
}: z.infer<typeof Environment>): DeploymentSettings | undefined {
  if (spokeRolesDigest === undefined) return undefined;
  return { spokeRolesDigest, portfolioAccess: portfolioAccess === 'true', schedule };
}

/** The settings that only examining functions have. Throws an Error that names the variable when they are not there. */
export function deploymentIn({ deployment }: FunctionSettings): DeploymentSettings {
  if (deployment === undefined) throw new Error('environment of the function: SPOKE_ROLES_DIGEST: missing');
  return deployment;
}
