import { createHash } from 'node:crypto';
import {
  HUB_ROLE_PATH,
  OPERATOR_NAME,
  policyDocument,
  SPOKE_ROLES_TAG,
  SPOKE_STACK_SET_NAME,
  SweepConfiguration,
  UsageError,
  type Clock,
  type Role,
} from '@catalog-sweep/core';
import {
  hubRoles,
  localSweepRole,
  operatorPolicy,
  stateMachineRole,
  type HubRoleSettings,
} from '@catalog-sweep/hub/runtime';
import {
  foundOrganisation,
  hubBuckets,
  type FunctionFaults,
  SimulatedOrganisation,
  type Organisation,
  type OrganisationSettings,
  type RoleDefinition,
} from '@catalog-sweep/simulated-org';
import { spokeRoles, type SpokeRoleSettings } from '@catalog-sweep/spoke-role';

export const PARTITION = 'aws';

/** What an organisation on this machine is opened with. */
export interface SimulatedSettings {
  readonly organisation: Organisation;
  readonly stateDirectory: string;
  /** Pages as small as tests want them; absent: AWS's. */
  readonly pageLimit?: number;
  readonly emptyPages?: boolean;
  /** How long operations take, in milliseconds of the clock; absent: no time at all. */
  readonly latency?: OrganisationSettings['latency'];
  /** What goes wrong with requests; absent: nothing. */
  readonly faults?: OrganisationSettings['faults'];
  /** What goes wrong with calls of the hub's functions; absent: nothing. */
  readonly functionFaults?: FunctionFaults | undefined;
}

/** The hub of an organisation that its file describes. */
export interface SimulatedHub {
  readonly account: string;
  readonly region: string;
  readonly workBucket: string;
  readonly logBucket: string;
  /** The KMS keys of the two, by ARN, where they have one. */
  readonly workKey?: string | undefined;
  readonly logKey?: string | undefined;
  /** What the roles of its spokes are made from. */
  readonly spokeRoles: SpokeRoleSettings;
}

/** An organisation with the roles of hub and spokes in it, as they would be deployed. */
export function openOrganisation(
  { organisation, stateDirectory, ...behaviour }: Omit<SimulatedSettings, 'functionFaults'>,
  {
    clock,
    configuration,
    roles = () => [],
    deployed = {},
  }: {
    readonly clock: Clock;
    readonly configuration: SweepConfiguration;
    /** Further roles of an account. */
    readonly roles?: (account: string) => readonly RoleDefinition[];
    /** What a deployment brings beside roles and buckets. */
    readonly deployed?: Pick<OrganisationSettings, 'stateMachines' | 'parameters' | 'eventTarget'>;
  },
): Promise<SimulatedOrganisation> {
  const hub = hubOf(organisation);
  const identity = identityOf(organisation);
  const presentRoles = spokeRoles(hub.spokeRoles);
  return SimulatedOrganisation.open({
    stateDirectory,
    clock,
    seed: identity,
    identity,
    buckets: hubBuckets(organisation, { logBucket: configuration.logS3Bucket }),
    found: foundOrganisation(organisation, {
      stackSetName: SPOKE_STACK_SET_NAME,
      roles: ({ id, isHub }) => ({
        spokeRoles: presentRoles,
        outdatedSpokeRoles: presentRoles.map((role) => ({ ...role, tags: { [SPOKE_ROLES_TAG]: 'an-older-digest' } })),
        otherRoles: [...(isHub ? hubAccountRoles(hubRoleSettings(hub, configuration)) : []), ...roles(id)],
      }),
    }),
    ...deployed,
    ...behaviour,
  });
}

function hubAccountRoles(settings: HubRoleSettings): readonly RoleDefinition[] {
  return [...hubRoles(settings), stateMachineRole(settings), operatorRole(settings), localSweepRole(settings)];
}

/** What the roles of the hub are made from. */
function hubRoleSettings(
  { account, region, workBucket, workKey, logKey }: SimulatedHub,
  { logS3Bucket, logS3Key }: SweepConfiguration,
): HubRoleSettings {
  return {
    partition: PARTITION,
    hubAccount: account,
    hubRegion: region,
    workBucket,
    logBucket: logS3Bucket,
    logPrefix: logS3Key,
    workKey,
    logKey,
  };
}

/** Whoever of the hub account has the policy for operators. */
function operatorRole(settings: HubRoleSettings): Role {
  const { partition, hubAccount } = settings;
  return {
    path: HUB_ROLE_PATH,
    name: OPERATOR_NAME,
    description: 'uses the hub from outside',
    trustPolicy: policyDocument({
      Sid: 'WhoeverTheHubAllows',
      Effect: 'Allow',
      Action: ['sts:AssumeRole'],
      Principal: { AWS: `arn:${partition}:iam::${hubAccount}:root` },
    }),
    policies: [{ name: OPERATOR_NAME, document: operatorPolicy(settings) }],
  };
}

/** The settings of sweeps that an organisation's file has, with the defaults. Throws UsageError with all problems. */
export function sweepConfigurationOf({ hub, regions, sweep }: Organisation): SweepConfiguration {
  const { targets = {}, ...others } = sweep;
  const { success, data, error } = SweepConfiguration.safeParse({
    logS3Bucket: hub.logBucket,
    targets: { regions, ...(targets as object) },
    ...others,
  });
  if (success) return data;
  throw new UsageError(error.issues.map(({ path, message }) => `sweep.${path.join('.')}: ${message}`));
}

export function hubOf({ hub, accounts, organisation }: Organisation): SimulatedHub {
  const account = accounts.find(({ name }) => name === hub.account)?.id;
  if (account === undefined) throw new UsageError([`hub.account: no account ${hub.account}`]);
  const spokeRoles: SpokeRoleSettings = {
    partition: PARTITION,
    hubAccount: account,
    organizationId: organisation.id,
    portfolioAccess: true,
    managedPolicies: [],
    trustLocalSweeps: true,
  };
  return { ...hub, account, spokeRoles };
}

/** A name that another organisation does not have: a file that was changed is another organisation. */
export function identityOf(organisation: Organisation): string {
  const digest = createHash('sha256').update(JSON.stringify(organisation)).digest('hex').slice(0, 12);
  return `${organisation.organisation.name} ${digest}`;
}
