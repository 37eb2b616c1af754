/*
 * The errors of core. Their names cross from Lambda to Step Functions, where the state machine matches them: they are a contract.
 */

/** What went wrong in a call to AWS, in our words; the state machine and the targets log tell these apart. */
export type AwsErrorKind =
  | 'THROTTLED'
  | 'UNAVAILABLE'
  | 'TIMED_OUT'
  | 'ACCESS_DENIED'
  | 'ROLE_NOT_ASSUMABLE'
  | 'CREDENTIALS_EXPIRED'
  | 'REGION_NOT_ENABLED'
  | 'NOT_FOUND'
  | 'INVALID_REQUEST'
  | 'TAG_OPTIONS_NOT_MIGRATED'
  | 'CONFLICT'
  | 'UNKNOWN';

/** What may be better in a moment. The state machine tries it again, by the names of the errors. */
export const TRANSIENT_KINDS: readonly AwsErrorKind[] = ['THROTTLED', 'UNAVAILABLE', 'TIMED_OUT'];

/** Thrown when a call to AWS failed for good: after its retries, or because a retry would not help. */
export class AwsError extends Error {
  /** `CatalogSweep.THROTTLED`: the kind crosses into the state machine by it. */
  override readonly name: `CatalogSweep.${AwsErrorKind}`;
  readonly kind: AwsErrorKind;
  /** `servicecatalog:UpdateProvisionedProduct` */
  readonly operation: string;
  /** AWS's own name for it, such as ResourceNotFoundException. */
  readonly code: string;

  constructor(parts: { kind: AwsErrorKind; operation: string; code: string; message: string; cause?: unknown }) {
    super(`${parts.operation}: ${parts.code}: ${parts.message}`, { cause: parts.cause });
    this.name = `CatalogSweep.${parts.kind}`;
    this.kind = parts.kind;
    this.operation = parts.operation;
    this.code = parts.code;
  }
}

/** For a `catch`: makes an error of AWS that will not go away by itself an answer, and throws all others. */
export function lastingError(error: unknown): AwsError {
  if (error instanceof AwsError && !TRANSIENT_KINDS.includes(error.kind)) return error;
  throw error;
}

/** Thrown when a request or a configuration cannot be carried out as it stands: a person has to change it. All problems at once. */
export class UsageError extends Error {
  override readonly name = 'CatalogSweep.UsageError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    // A line each: across Lambda only the message is left of an error.
    super(problems.join('\n'));
    this.problems = problems;
  }
}

/** Thrown when a target is not to be called at all; its code becomes the error in the targets log. */
export class TargetRefused extends Error {
  override readonly name: `CatalogSweep.${'ACCOUNT_NOT_ACTIVE' | 'SWEEP_STOPPED'}`;

  constructor(code: 'ACCOUNT_NOT_ACTIVE' | 'SWEEP_STOPPED', reason: string) {
    super(reason);
    this.name = `CatalogSweep.${code}`;
  }
}

/** Thrown when an event or an object in the work bucket does not have the shape of the contract. */
export class ContractError extends Error {
  override readonly name = 'CatalogSweep.ContractError';
}

/** Thrown out of a call to AWS when the invocation that made it was ended from outside: its time was up, or the sweep was aborted. */
export class InvocationEnded extends Error {
  override readonly name = 'CatalogSweep.InvocationEnded';

  constructor() {
    super('the invocation was ended');
  }
}
