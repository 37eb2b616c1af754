import {
  hubRoleName,
  openConnections,
  type AwsConnections,
  type Clock,
  type HandlerName,
  type ObjectStore,
  type SweepConfiguration,
} from '@catalog-sweep/core';
import type { Process } from '@catalog-sweep/hub/runtime';
import type { SimulatedOrganisation } from '@catalog-sweep/simulated-org';
import { spokeRolesDigest } from '@catalog-sweep/spoke-role';
import { PARTITION, type SimulatedHub } from './simulated-hub.ts';

/** What runs in the hub of an organisation on this machine: each role has connections of its own. */
export class HubProcesses {
  readonly #ground: Ground;
  readonly #opened = new Map<string, AwsConnections>();

  constructor(ground: Ground) {
    this.#ground = ground;
  }

  /** What a function runs with. */
  processOf(name: HandlerName): Process {
    const { clock, hub, configuration } = this.#ground;
    return {
      clock,
      connections: this.#connectionsOf(hubRoleName(name)),
      settings: {
        hubRegion: hub.region,
        partition: PARTITION,
        workBucket: hub.workBucket,
        logBucket: configuration.logS3Bucket,
        configuration,
        spokeRoles: {
          digest: spokeRolesDigest(hub.spokeRoles),
          portfolioAccess: hub.spokeRoles.portfolioAccess,
        },
      },
    };
  }

  /** The work bucket as a role of the hub sees it. */
  workBucketAs(roleName: string): ObjectStore {
    const forEver = { deadline: Number.MAX_SAFE_INTEGER, sessionName: 'catalog-sweep' };
    return this.#connectionsOf(roleName).bucket(this.#ground.hub.workBucket, forEver);
  }

  /** How often each operation of AWS was called, over all roles: `sts:AssumeRole` -> 12. */
  calls(): Readonly<Record<string, number>> {
    return addUp([...this.#opened.values()].map((connections) => connections.calls()));
  }

  close(): void {
    for (const connections of this.#opened.values()) connections.close();
  }

  #connectionsOf(roleName: string): AwsConnections {
    const known = this.#opened.get(roleName);
    if (known !== undefined) return known;
    const { clock, hub, simulated } = this.#ground;
    const connections = openConnections({
      clock,
      hubRegion: hub.region,
      partition: PARTITION,
      credentials: simulated.credentialsFor({ account: hub.account, roleName }),
      endpoint: simulated.endpoint,
    });
    this.#opened.set(roleName, connections);
    return connections;
  }
}

interface Ground {
  readonly clock: Clock;
  readonly hub: SimulatedHub;
  readonly configuration: SweepConfiguration;
  readonly simulated: SimulatedOrganisation;
}

function addUp(counts: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const [name, count] of counts.flatMap((one) => Object.entries(one))) sums[name] = (sums[name] ?? 0) + count;
  return Object.fromEntries(Object.entries(sums).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
