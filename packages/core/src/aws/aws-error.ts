import { AwsError, InvocationEnded, type AwsErrorKind } from '../errors.ts';
import type { Side } from './client-middleware.ts';

const KINDS: Readonly<Record<string, AwsErrorKind>> = {
  // Each service has its own name for it. LimitExceededException is a quota in Service Catalog, not a rate, and is not among them.
  Throttling: 'THROTTLED',
  ThrottlingException: 'THROTTLED',
  ThrottledException: 'THROTTLED',
  TooManyRequestsException: 'THROTTLED',
  RequestLimitExceeded: 'THROTTLED',
  RequestThrottled: 'THROTTLED',
  RequestThrottledException: 'THROTTLED',
  SlowDown: 'THROTTLED',

  InternalError: 'UNAVAILABLE',
  InternalFailure: 'UNAVAILABLE',
  InternalServerError: 'UNAVAILABLE',
  InternalServiceError: 'UNAVAILABLE',
  ServiceException: 'UNAVAILABLE',
  ServiceUnavailable: 'UNAVAILABLE',
  ServiceUnavailableException: 'UNAVAILABLE',

  TimeoutError: 'TIMED_OUT',
  RequestTimeout: 'TIMED_OUT',
  RequestTimeoutException: 'TIMED_OUT',

  AccessDenied: 'ACCESS_DENIED',
  AccessDeniedException: 'ACCESS_DENIED',
  CredentialsProviderError: 'ACCESS_DENIED',
  SignatureDoesNotMatch: 'ACCESS_DENIED',

  ExpiredToken: 'CREDENTIALS_EXPIRED',
  ExpiredTokenException: 'CREDENTIALS_EXPIRED',
  RequestExpired: 'CREDENTIALS_EXPIRED',

  RegionDisabledException: 'REGION_NOT_ENABLED',
  OptInRequired: 'REGION_NOT_ENABLED',

  AccountNotRegisteredException: 'NOT_FOUND',
  NoSuchBucket: 'NOT_FOUND',
  NoSuchEntity: 'NOT_FOUND',
  NoSuchEntityException: 'NOT_FOUND',
  NoSuchKey: 'NOT_FOUND',
  NotFound: 'NOT_FOUND',
  ResourceNotFoundException: 'NOT_FOUND',
  StackSetNotFoundException: 'NOT_FOUND',

  InvalidInputException: 'INVALID_REQUEST',
  InvalidParametersException: 'INVALID_REQUEST',
  ValidationError: 'INVALID_REQUEST',
  ValidationException: 'INVALID_REQUEST',

  TagOptionNotMigratedException: 'TAG_OPTIONS_NOT_MIGRATED',

  ConditionalRequestConflict: 'CONFLICT',
  DuplicateResourceException: 'CONFLICT',
  InvalidStateException: 'CONFLICT',
  OperationAborted: 'CONFLICT',
  PreconditionFailed: 'CONFLICT',
};

/** What a service says to credentials that it does not know: of the hub's own they are wrong, of a spoke's the Region is not enabled. */
const UNKNOWN_CREDENTIALS = new Set([
  'AuthFailure',
  'InvalidAccessKeyId',
  'InvalidClientTokenId',
  'UnrecognizedClientException',
]);

/** A connection that could not be made, or broke. */
const CONNECTION_ERRORS = new Set([
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EPIPE',
]);

/**
 * Says in our words what went wrong in a call to AWS. `operation` is `service:Operation`. Errors that are ours already pass through;
 * the end of an invocation is none of AWS's errors.
 */
export function asAwsError(
  error: unknown,
  { operation, side }: { readonly operation: string; readonly side: Side },
): Error {
  if (error instanceof AwsError || error instanceof InvocationEnded) return error;
  const facts = factsOf(error);
  return new AwsError({
    kind: kindOf(facts, operation, side),
    operation,
    code: facts.code,
    message: facts.message,
    cause: error,
  });
}

interface ErrorFacts {
  readonly code: string;
  readonly message: string;
  readonly connection: string | undefined;
  readonly status: number | undefined;
}

function kindOf({ code, message, connection, status }: ErrorFacts, operation: string, side: Side): AwsErrorKind {
  if (UNKNOWN_CREDENTIALS.has(code)) return side === 'spoke' ? 'REGION_NOT_ENABLED' : 'ACCESS_DENIED';
  // DescribeStacks has no error of its own for a stack that is not there.
  if (code === 'ValidationError' && message.endsWith('does not exist')) return 'NOT_FOUND';
  const kind = KINDS[code];
  if (kind === 'ACCESS_DENIED' && operation === 'sts:AssumeRole') return 'ROLE_NOT_ASSUMABLE';
  if (kind !== undefined) return kind;
  if (connection === 'ETIMEDOUT') return 'TIMED_OUT';
  if (connection !== undefined && CONNECTION_ERRORS.has(connection)) return 'UNAVAILABLE';
  if (status === 429) return 'THROTTLED';
  if (status !== undefined && status >= 500) return 'UNAVAILABLE';
  return 'UNKNOWN';
}

function factsOf(error: unknown): ErrorFacts {
  if (!(error instanceof Error)) {
    return { code: 'UnknownError', message: String(error), connection: undefined, status: undefined };
  }
  const { code, $metadata } = error as Error & { code?: unknown; $metadata?: { httpStatusCode?: number } };
  const connection = typeof code === 'string' ? code : undefined;
  return {
    code: error.name === 'Error' ? (connection ?? 'UnknownError') : error.name,
    message: error.message === '' ? (connection ?? 'no message') : error.message,
    connection,
    status: $metadata?.httpStatusCode,
  };
}
