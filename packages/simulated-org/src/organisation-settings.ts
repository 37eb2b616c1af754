import type { Hash } from './chance.ts';
import type { Clock } from './clock.ts';
import type { EventTarget } from './events/deliveries.ts';
import type { Faults } from './faults/faults.ts';
import type { RequestContext } from './operation.ts';
import type { BucketDefinition } from './s3/buckets.ts';
import type { SimulatedOrganisation } from './simulated-organisation.ts';
import type { SimulatedParameter } from './ssm/parameters.ts';
import type { SimulatedStateMachine } from './step-functions/state-machine.ts';
import type { Store } from './store.ts';

/** What builds the first state of an organisation. It has to build the same each time, because it is not written down. */
export type Found = (founding: Founding) => void;

export interface Founding {
  readonly store: Store;
  readonly hash: Hash;
  /** A context to run operations with, as somebody at some time in the past; without `principalArn` as one who may do everything. */
  contextFor(who: {
    readonly account: string;
    readonly region: string;
    /** Milliseconds since 1970. */
    readonly time: number;
    readonly principalArn?: string;
  }): RequestContext;
}

export interface OrganisationSettings {
  /** A folder of its own; made when it is not there. */
  readonly stateDirectory: string;
  readonly clock: Clock;
  /** Where ids, durations and chance come from. */
  readonly seed: string;
  /** Names the organisation: a folder that holds another is refused. */
  readonly identity: string;
  readonly found: Found;
  /** Buckets that are there from the start. */
  readonly buckets?: readonly BucketDefinition[];
  /** State machines that are there from the start, with what runs them. */
  readonly stateMachines?: readonly SimulatedStateMachine<SimulatedOrganisation>[];
  /** Parameters of Systems Manager that are there from the start. */
  readonly parameters?: readonly SimulatedParameter[];
  /** What a rule of EventBridge does with the events of the organisation's services; absent: they wait for a process that has one. */
  readonly eventTarget?: EventTarget<SimulatedOrganisation>;
  /** Caps all pages; absent: AWS's sizes. */
  readonly pageLimit?: number;
  /** Whether lists that may have empty pages have some. */
  readonly emptyPages?: boolean;
  /** How long an operation takes on the clock, in milliseconds; absent: no time at all. */
  readonly latency?: (service: string, operation: string) => number;
  readonly faults?: Faults;
}
