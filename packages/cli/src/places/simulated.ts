import { createHash } from 'node:crypto';
import {
  hubRoleName,
  openConnections,
  SweepConfiguration,
  timestampOf,
  UsageError,
  type AwsConnections,
  type HandlerName,
} from '@catalog-sweep/core';
import { hubRoles, localSweepRole, operatorRole, stateMachineRole, type Process } from '@catalog-sweep/hub/runtime';
import {
  foundOrganisation,
  SimulatedClock,
  SimulatedOrganisation,
  type Organisation,
  type OrganisationSettings,
  type RoleDefinition,
} from '@catalog-sweep/simulated-org';
import { spokeRoles } from '@catalog-sweep/spoke-role';
import type { SweepPlace } from '../sweep-place.ts';
import { InProcessSweep } from './sweep-in-process.ts';

const PARTITION = 'aws';

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
}

/** A sweep of an organisation on this machine, on simulated time. */
export interface SimulatedSweep extends SweepPlace {
  readonly sweepId: string;
  /** The organisation itself, for those who look at it from outside. */
  readonly simulated: SimulatedOrganisation;
  readonly endpoint: string;
  readonly clock: SimulatedClock;
}

/** An organisation that goes on where an earlier sweep left it, and a sweep of it; closing that closes the organisation. */
export interface SimulatedPlace extends SimulatedSweep {
  /** One more sweep, which may run beside the first. */
  another(): SimulatedSweep;
}

/**
 * Opens the organisation and makes ready to sweep it. Throws UsageError when its settings are none, and StateDirectoryError when the folder cannot be
 * used.
 */
export async function openSimulatedPlace(settings: SimulatedSettings): Promise<SimulatedPlace> {
  const { organisation } = settings;
  const configuration = sweepConfigurationOf(organisation);
  const identity = identityOf(organisation);
  const clock = new SimulatedClock(Date.parse(organisation.now));
  const simulated = await openOrganisation(settings, { clock, configuration });
  if (simulated.lastTime !== undefined) clock.catchUp(simulated.lastTime + 1000);
  const { endpoint } = await simulated.listen();

  const ground = { organisation, configuration, clock, simulated, endpoint };
  let sweeps = 0;
  function next(whenClosed: () => Promise<void>): SimulatedSweep {
    sweeps += 1;
    const sweepId = sweepIdAt(clock.now(), sweeps === 1 ? identity : `${identity}/${sweeps}`);
    return Object.assign(sweepOf(ground, sweepId, whenClosed), { sweepId, simulated, endpoint, clock });
  }
  return Object.assign(
    next(() => simulated.close()),
    { another: () => next(() => Promise.resolve()) },
  );
}

interface Ground {
  readonly organisation: Organisation;
  readonly configuration: SweepConfiguration;
  readonly clock: SimulatedClock;
  readonly simulated: SimulatedOrganisation;
  readonly endpoint: string;
}

/** A sweep in which every function and the state machine have their own role, and so have those who stop it. */
function sweepOf(
  { organisation, configuration, clock, simulated, endpoint }: Ground,
  sweepId: string,
  whenClosed: () => Promise<void>,
): InProcessSweep {
  const hub = hubOf(organisation);
  const opened = new Map<string, AwsConnections>();
  function connectionsOf(roleName: string): AwsConnections {
    const known = opened.get(roleName);
    if (known !== undefined) return known;
    const credentials = simulated.credentialsFor({ account: hub.account, roleName });
    const connections = openConnections({ clock, hubRegion: hub.region, partition: PARTITION, credentials, endpoint });
    opened.set(roleName, connections);
    return connections;
  }
  const functionSettings = {
    hubRegion: hub.region,
    partition: PARTITION,
    workBucket: hub.workBucket,
    logBucket: configuration.logS3Bucket,
    configuration,
  };
  const processOf = (name: HandlerName): Process => ({
    clock,
    connections: connectionsOf(hubRoleName(name)),
    settings: functionSettings,
  });
  const forEver = { deadline: Number.MAX_SAFE_INTEGER, sessionName: 'catalog-sweep' };
  return new InProcessSweep({
    sweepId,
    partition: PARTITION,
    clock,
    processOf,
    stateMachineBucket: connectionsOf(stateMachineRole({ ...functionSettings }).name).bucket(hub.workBucket, forEver),
    operatorBucket: connectionsOf(operatorRole({ ...functionSettings }).name).bucket(hub.workBucket, forEver),
    apiCalls: () => addUp([...opened.values()].map((connections) => connections.calls())),
    close: () => {
      for (const connections of opened.values()) connections.close();
      return whenClosed();
    },
  });
}

/** An organisation with the roles of hub and spokes in it, as they would be deployed. */
export function openOrganisation(
  { organisation, stateDirectory, ...behaviour }: SimulatedSettings,
  {
    clock,
    configuration,
    roles = () => [],
  }: {
    readonly clock: ConstructorParameters<typeof InProcessSweep>[0]['clock'];
    readonly configuration: SweepConfiguration;
    /** Further roles of an account. */
    readonly roles?: (account: string) => readonly RoleDefinition[];
  },
): Promise<SimulatedOrganisation> {
  const hub = hubOf(organisation);
  const identity = identityOf(organisation);
  return SimulatedOrganisation.open({
    stateDirectory,
    clock,
    seed: identity,
    identity,
    buckets: [hub.workBucket, configuration.logS3Bucket].map((name) => ({ name, account: hub.account })),
    found: foundOrganisation(organisation, {
      roles: ({ id, isHub }) => ({
        spokeRoles: spokeRoles({
          partition: PARTITION,
          hubAccount: hub.account,
          organizationId: organisation.organisation.id,
          trustLocalSweeps: true,
        }),
        otherRoles: [...(isHub ? hubAccountRoles(hub, configuration) : []), ...roles(id)],
      }),
    }),
    ...behaviour,
  });
}

function hubAccountRoles(
  { account, workBucket }: { readonly account: string; readonly workBucket: string },
  { logS3Bucket, logS3Key }: SweepConfiguration,
): readonly RoleDefinition[] {
  const settings = {
    partition: PARTITION,
    hubAccount: account,
    workBucket,
    logBucket: logS3Bucket,
    logPrefix: logS3Key,
  };
  return [...hubRoles(settings), stateMachineRole(settings), operatorRole(settings), localSweepRole(settings)];
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

function hubOf({ hub, accounts }: Organisation) {
  const account = accounts.find(({ name }) => name === hub.account)?.id;
  if (account === undefined) throw new UsageError([`hub.account: no account ${hub.account}`]);
  return { ...hub, account };
}

/** A name that another organisation does not have: a file that was changed is another organisation. */
function identityOf(organisation: Organisation): string {
  const digest = createHash('sha256').update(JSON.stringify(organisation)).digest('hex').slice(0, 12);
  return `${organisation.organisation.name} ${digest}`;
}

/** The sweep's id follows from its organisation and its time, so that the same sweep has the same. */
function sweepIdAt(time: number, identity: string): string {
  const second = timestampOf(time).slice(0, 19).replace(' ', 'T').replaceAll(/[-:]/g, '');
  return `${second}Z-${createHash('sha256').update(`${identity}/${time}`).digest('hex').slice(0, 8)}`;
}

function addUp(counts: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const [name, count] of counts.flatMap((one) => Object.entries(one))) sums[name] = (sums[name] ?? 0) + count;
  return Object.fromEntries(Object.entries(sums).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
