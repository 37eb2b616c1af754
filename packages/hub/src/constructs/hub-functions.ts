import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  functionName,
  HANDLER_NAMES,
  hubRoleName,
  sweepConfigurationOf,
  type HandlerName,
  type HubConfiguration,
} from '@catalog-sweep/core';
import { spokeRolesDigest, spokeRoleSettings } from '@catalog-sweep/spoke-role';
import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Architecture, Code, Function, LoggingFormat, Runtime, Tracing, type Version } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { FUNCTION_MEMORY, FUNCTION_TIMEOUTS } from '../functions.ts';
import type { HubRoleSettings } from '../roles/hub-role-settings.ts';
import { functionStatements, hubRoles } from '../roles/hub-roles.ts';
import { stateMachineArn } from '../roles/state-machine-role.ts';
import { deployedRole } from './deployed-role.ts';

export interface HubFunctionsProps {
  readonly configuration: HubConfiguration;
  readonly roleSettings: HubRoleSettings;
}

/** Where the build puts the code of each function; the same from the sources and from the published package. */
const CODE = fileURLToPath(new URL('../../dist/functions/', import.meta.url));

/**
 * The functions of the hub: one for each handler, each with its own role and log group. What calls them calls versions, which stay: a sweep that is
 * under way while the hub is deployed anew goes on with those that it began with.
 *
 * Why none of them has reserved concurrency, a VPC or a dead-letter queue of its own stands in docs/decisions/0008-functions-by-themselves.md.
 */
export class HubFunctions extends Construct {
  readonly all: Readonly<Record<HandlerName, Function>>;

  constructor(scope: Construct, id: string, props: HubFunctionsProps) {
    super(scope, id);
    const made = new Map<HandlerName, Function>();
    for (const handler of HANDLER_NAMES) {
      made.set(handler, this.#function(handler, props, made.get('finish-sweep')?.currentVersion));
    }
    this.all = Object.fromEntries(made) as Record<HandlerName, Function>;
  }

  /** What others call of a function. */
  version(handler: HandlerName): Version {
    return this.all[handler].currentVersion;
  }

  #function(handler: HandlerName, props: HubFunctionsProps, finishSweep: Version | undefined): Function {
    const scope = new Construct(this, handler);
    const name = functionName(handler);
    const data = hubRoles(props.roleSettings).find((role) => role.name === hubRoleName(handler));
    if (data === undefined) throw new Error(`no role for the function ${handler}`);
    const role = deployedRole(scope, data, functionStatements(props.roleSettings)[handler]);
    return new Function(scope, 'Function', {
      functionName: name,
      description: `catalog-sweep: ${handler}`,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code: codeOf(handler),
      handler: 'index.handler',
      memorySize: FUNCTION_MEMORY[handler],
      timeout: Duration.seconds(FUNCTION_TIMEOUTS[handler]),
      environment: { ...commonEnvironment(props), ...ownEnvironment(handler, { scope, props, finishSweep }) },
      role,
      tracing: Tracing.ACTIVE,
      loggingFormat: LoggingFormat.JSON,
      logGroup: new LogGroup(scope, 'LogGroup', {
        logGroupName: `/aws/lambda/${name}`,
        retention: RetentionDays.THREE_MONTHS,
        removalPolicy: RemovalPolicy.DESTROY,
      }),
      currentVersionOptions: { removalPolicy: RemovalPolicy.RETAIN },
    });
  }
}

/** What single functions are told beside; function-settings.ts reads it. */
function ownEnvironment(
  handler: HandlerName,
  {
    scope,
    props,
    finishSweep,
  }: { readonly scope: Construct; readonly props: HubFunctionsProps; readonly finishSweep: Version | undefined },
): Record<string, string> {
  const { configuration, roleSettings } = props;
  const { cronExpressionForEventRule: expression, timeZone, spokes } = configuration;
  const schedule = { SWEEP_SCHEDULE: JSON.stringify({ expression, timeZone }) };
  if (handler === 'plan-sweep') {
    const settings = sweepConfigurationOf(configuration, roleSettings.logBucket);
    return { SWEEP_CONFIGURATION: Stack.of(scope).toJsonString(settings) };
  }
  if (handler === 'examine-hub') return schedule;
  if (handler === 'finish-sweep') return { ANNOUNCE_SWEEPS: 'true' };
  if (handler === 'send-digest' && roleSettings.topicArn !== undefined) {
    return { DIGEST: configuration.digest, TOPIC_ARN: roleSettings.topicArn };
  }
  if (handler === 'examine-target') {
    return {
      SPOKE_ROLES_DIGEST: spokeRolesDigest(spokeRoleSettings(configuration)),
      SPOKE_PORTFOLIO_ACCESS: String(spokes.portfolioAccess),
    };
  }
  if (handler === 'watch-sweeps' && finishSweep !== undefined) {
    return {
      ...schedule,
      STATE_MACHINE_ARN: stateMachineArn(roleSettings),
      FINISH_SWEEP_FUNCTION: finishSweep.functionArn,
    };
  }
  return {};
}

function commonEnvironment({ roleSettings }: HubFunctionsProps): Readonly<Record<string, string>> {
  const { partition, workBucket, logBucket } = roleSettings;
  return {
    HUB_PARTITION: partition,
    WORK_BUCKET: workBucket,
    LOG_BUCKET: logBucket,
    NODE_OPTIONS: '--enable-source-maps',
  };
}

function codeOf(handler: HandlerName): Code {
  const folder = `${CODE}${handler}`;
  if (!existsSync(folder)) throw new Error(`no code of ${handler} in ${folder}: run pnpm build first`);
  return Code.fromAsset(folder);
}
