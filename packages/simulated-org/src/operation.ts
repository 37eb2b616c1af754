import type { Clock } from './clock.ts';
import type { ExecutionEntity } from './step-functions/entities.ts';
import type { Store } from './store.ts';

/** Who asks, as found from the access key of the request. */
export interface Caller {
  readonly account: string;
  /** As aws:PrincipalArn has it: the role's ARN (not the session's), or the user's. */
  readonly principalArn: string;
  /** As GetCallerIdentity gives it: for a role `arn:aws:sts::ACCOUNT:assumed-role/NAME/SESSION`. */
  readonly sessionArn: string;
  readonly userId: string;
  readonly organizationId: string | undefined;
}

/** What an operation may need beside its input. One is made for each request. */
export interface RequestContext {
  readonly caller: Caller;
  /** The Region of the request's signature. */
  readonly region: string;
  readonly clock: Clock;
  readonly store: Store;
  /** Deterministic chance: a hash of the organisation's seed and the parts, as hex digits. Never a counter, never a random stream. */
  readonly hash: (...parts: readonly string[]) => string;
  /**
   * Throws the service's own AccessDenied error unless the caller's policies allow the action on the resource. The server has already
   * asked for `<service>:<Operation>` on the resources that the operation's `resources` names; this is for rights beyond that.
   */
  readonly authorize: (request: {
    readonly action: string;
    readonly resource: string;
    readonly conditions?: ConditionKeys;
  }) => void;
  /** Does work once what the request has changed is written down, and not at all if that fails. */
  readonly afterwards: (work: () => void) => void;
  /** The engines that run executions. */
  readonly executions: { run(execution: ExecutionEntity): void; abort(arn: string): void };
  /** Objects of the simulated S3, such as the templates that versions are made from. */
  readonly objects: { readonly read: (bucket: string, key: string) => string | undefined };
  /** Caps page sizes, so that tests exercise paging: the smaller of AWS's page size and this. */
  readonly pageLimit: number;
  /** Sometimes a page is empty although it has a token (Organizations says so of its lists); on in tests. */
  readonly emptyPages: boolean;
}

/** What all requests have in common. */
export type ContextParts = Omit<RequestContext, 'caller' | 'region' | 'authorize' | 'afterwards'>;

/** Values of condition keys that a request has beside the global ones. */
export type ConditionKeys = Readonly<Record<string, string | readonly string[]>>;

/**
 * One API operation. `Input` and `Output` are in the shapes of the wire: as botocore's models have them. Times in the output are `Date` objects; the protocol writes them as
 * the wire wants them.
 */
export interface Operation<Input = never> {
  /** `none` for an operation that needs no permission, or checks its own; otherwise `<service>:<Operation>` is asked for. */
  readonly action?: 'none';
  /** The ARNs that the action is checked against; `*` when absent. */
  readonly resources?: (input: Input, context: RequestContext) => readonly string[];
  /** Condition keys that the request has. */
  readonly conditions?: (input: Input, context: RequestContext) => ConditionKeys;
  readonly run: (input: Input, context: RequestContext) => unknown;
}

/** An error that goes out over the wire as the service would send it. Thrown by operations. */
export class ServiceError extends Error {
  readonly code: string;
  readonly status: number;
  /** `code` as the SDK shows it in `error.name`, such as ResourceNotFoundException. */
  constructor(code: string, message: string, status = 400) {
    super(message);
    this.name = 'ServiceError';
    this.code = code;
    this.status = status;
  }
}
