import type { AwsGateway } from './aws/gateway.ts';
import type { ObjectStore } from './aws/object-store.ts';
import type { Clock } from './clock.ts';

/** What every stage works with. The Lambda handlers and the CLI make it; stages keep nothing of their own. */
export interface StageContext {
  readonly clock: Clock;
  readonly aws: AwsGateway;
  /** The hub's own bucket for all that belongs to a sweep in progress. */
  readonly work: ObjectStore;
  /** The bucket of the logs. */
  readonly logs: ObjectStore;
  /** When this invocation has to be over, in milliseconds since 1970: Lambda ends it then. */
  readonly deadline: number;
}
