import { SweepConfiguration, type HandlerName } from '@catalog-sweep/core';
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
  /** Only watch-sweeps has these. */
  readonly watch?: WatchSettings | undefined;
}

/** What the watchdog watches, and what it calls. */
export interface WatchSettings {
  readonly stateMachineArn: string;
  /** The ARN of finish-sweep, with its version if it has one. */
  readonly finishSweepFunction: string;
  readonly schedule: Schedule;
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
  STATE_MACHINE_ARN: z.string().min(1).optional(),
  FINISH_SWEEP_FUNCTION: z.string().min(1).optional(),
});
type Environment = z.infer<typeof Environment>;

/** What single functions cannot do without. */
const NEEDED: Readonly<Partial<Record<HandlerName, readonly (keyof Environment)[]>>> = {
  'plan-sweep': ['SWEEP_CONFIGURATION'],
  'examine-hub': ['SPOKE_ROLES_DIGEST'],
  'examine-target': ['SPOKE_ROLES_DIGEST'],
  'watch-sweeps': ['STATE_MACHINE_ARN', 'FINISH_SWEEP_FUNCTION', 'SWEEP_SCHEDULE'],
};

/** Reads a function's environment variables. Throws an Error that names every variable that is missing or wrong. */
export function settingsFromEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
  handler: HandlerName,
): FunctionSettings {
  const { data, error } = Environment.safeParse(environment);
  const problems = error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? [];
  const missing = (NEEDED[handler] ?? []).filter((name) => environment[name] === undefined);
  problems.push(...missing.map((name) => `${name}: missing`));
  if (data === undefined || problems.length > 0) {
    throw new Error(`environment of the function: ${problems.join('; ')}`);
  }
  return {
    hubRegion: data.AWS_REGION,
    partition: data.HUB_PARTITION,
    workBucket: data.WORK_BUCKET,
    logBucket: data.LOG_BUCKET,
    configuration: data.SWEEP_CONFIGURATION,
    deployment: deploymentOf(data),
    watch: watchOf(data),
  };
}

function deploymentOf({
  SPOKE_ROLES_DIGEST: spokeRolesDigest,
  SPOKE_PORTFOLIO_ACCESS: portfolioAccess,
  SWEEP_SCHEDULE: schedule,
}: Environment): DeploymentSettings | undefined {
  if (spokeRolesDigest === undefined) return undefined;
  return { spokeRolesDigest, portfolioAccess: portfolioAccess === 'true', schedule };
}

/** The settings that only examining functions have. Throws an Error that names the variable when they are not there. */
export function deploymentIn({ deployment }: FunctionSettings): DeploymentSettings {
  if (deployment === undefined) throw new Error('environment of the function: SPOKE_ROLES_DIGEST: missing');
  return deployment;
}

function watchOf({
  STATE_MACHINE_ARN: stateMachineArn,
  FINISH_SWEEP_FUNCTION: finishSweepFunction,
  SWEEP_SCHEDULE: schedule,
}: Environment): WatchSettings | undefined {
  if (stateMachineArn === undefined || finishSweepFunction === undefined || schedule === undefined) return undefined;
  return { stateMachineArn, finishSweepFunction, schedule };
}

/** The settings that only the watchdog has. Throws an Error that names the variables when they are not there. */
export function watchIn({ watch }: FunctionSettings): WatchSettings {
  if (watch === undefined)
    throw new Error(`environment of the function: ${NEEDED['watch-sweeps']?.join(', ')}: missing`);
  return watch;
}
