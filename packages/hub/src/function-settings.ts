import { DigestWhen, SweepConfiguration, type HandlerName } from '@catalog-sweep/core';
import * as z from 'zod';

/** What a function is told when it is deployed, or when a sweep runs in this process. */
export interface FunctionSettings {
  readonly hubRegion: string;
  /** aws, or another that AWS has, such as aws-us-gov. */
  readonly partition: string;
  readonly workBucket: string;
  readonly logBucket: string;
  /** Only plan-sweep has it; the other stages read what it froze in the sweep's `sweep.json`. */
  readonly configuration: SweepConfiguration | undefined;
  /** When scheduled sweeps run; only examine-hub and watch-sweeps have it, where something is scheduled. */
  readonly schedule?: Schedule | undefined;
  /** Only examine-target has these. */
  readonly spokeRoles?: DeployedSpokeRoles | undefined;
  /** Only watch-sweeps has these. */
  readonly watch?: WatchSettings | undefined;
  /** Whether there is an event bus to tell of finished sweeps; only finish-sweep is told, where it is deployed. */
  readonly announces?: boolean | undefined;
  /** Only send-digest has these. */
  readonly digest?: DigestSettings | undefined;
}

/** What the watchdog watches, and what it calls. */
export interface WatchSettings {
  readonly stateMachineArn: string;
  /** The ARN of finish-sweep, with its version if it has one. */
  readonly finishSweepFunction: string;
  readonly schedule: Schedule;
}

/** When a digest is sent, and where to. */
export interface DigestSettings {
  readonly when: DigestWhen;
  readonly topicArn: string;
}

/** The roles in the spokes as the deployment made them, which a doctor compares with what it finds. */
export interface DeployedSpokeRoles {
  /** What they are made of, as their tag says. */
  readonly digest: string;
  /** Whether they may change who launches from portfolios, and create the TagOption. */
  readonly portfolioAccess: boolean;
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
type Schedule = z.infer<typeof Schedule>;

const Environment = z.object({
  AWS_REGION: z.string().min(1),
  HUB_PARTITION: z.string().regex(/^aws(-[a-z]+)*$/, 'a partition looks like aws or aws-us-gov'),
  WORK_BUCKET: z.string().min(3),
  LOG_BUCKET: z.string().min(3),
  SWEEP_CONFIGURATION: json.pipe(SweepConfiguration).optional(),
  SWEEP_SCHEDULE: json.pipe(Schedule).optional(),
  SPOKE_ROLES_DIGEST: z.string().min(1).optional(),
  SPOKE_PORTFOLIO_ACCESS: z.enum(['true', 'false']).optional(),
  STATE_MACHINE_ARN: z.string().min(1).optional(),
  FINISH_SWEEP_FUNCTION: z.string().min(1).optional(),
  ANNOUNCE_SWEEPS: z.literal('true').optional(),
  DIGEST: DigestWhen.optional(),
  TOPIC_ARN: z.string().min(1).optional(),
});
type Environment = z.infer<typeof Environment>;

/** What single functions cannot do without. */
const NEEDED: Readonly<Partial<Record<HandlerName, readonly (keyof Environment)[]>>> = {
  'plan-sweep': ['SWEEP_CONFIGURATION'],
  'examine-target': ['SPOKE_ROLES_DIGEST', 'SPOKE_PORTFOLIO_ACCESS'],
  'watch-sweeps': ['STATE_MACHINE_ARN', 'FINISH_SWEEP_FUNCTION', 'SWEEP_SCHEDULE'],
  'send-digest': ['DIGEST', 'TOPIC_ARN'],
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
    schedule: data.SWEEP_SCHEDULE,
    spokeRoles: spokeRolesOf(data),
    watch: watchOf(data),
    announces: data.ANNOUNCE_SWEEPS === 'true',
    digest: digestOf(data),
  };
}

function spokeRolesOf({
  SPOKE_ROLES_DIGEST: digest,
  SPOKE_PORTFOLIO_ACCESS: portfolioAccess,
}: Environment): DeployedSpokeRoles | undefined {
  if (digest === undefined || portfolioAccess === undefined) return undefined;
  return { digest, portfolioAccess: portfolioAccess === 'true' };
}

/** The settings that only examine-target has. Throws an Error that names the variables when they are not there. */
export function spokeRolesIn({ spokeRoles }: FunctionSettings): DeployedSpokeRoles {
  if (spokeRoles === undefined) {
    throw new Error('environment of the function: SPOKE_ROLES_DIGEST and SPOKE_PORTFOLIO_ACCESS are needed');
  }
  return spokeRoles;
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
  if (watch === undefined) {
    throw new Error(
      'environment of the function: STATE_MACHINE_ARN, FINISH_SWEEP_FUNCTION and SWEEP_SCHEDULE are needed',
    );
  }
  return watch;
}

function digestOf({ DIGEST: when, TOPIC_ARN: topicArn }: Environment): DigestSettings | undefined {
  return when === undefined || topicArn === undefined ? undefined : { when, topicArn };
}

/** The settings that only send-digest has. Throws an Error that names the variables when they are not there. */
export function digestIn({ digest }: FunctionSettings): DigestSettings {
  if (digest === undefined) throw new Error('environment of the function: DIGEST and TOPIC_ARN are needed');
  return digest;
}
