/** Thrown by `loadStateMachine` when a definition has something that this runner does not run exactly as Step Functions does. */
export class UnsupportedDefinitionError extends Error {
  override readonly name = 'UnsupportedDefinitionError';
  /** All problems, each with the state and the field. */
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`the state machine cannot be run here: ${problems.join('; ')}`);
    this.problems = problems;
  }
}

/** An error as the language has it: a name that Retry and Catch match, and a cause. Thrown inside of executions. */
export class StateError extends Error {
  override readonly name = 'StateError';
  readonly error: string | undefined;
  readonly causeText: string | undefined;

  constructor(error: string | undefined, cause: string | undefined) {
    super(`${error ?? 'no error'}: ${cause ?? 'no cause'}`);
    this.error = error;
    this.causeText = cause;
  }
}

/**
 * The errors whose names belong to Step Functions, without those of HTTP tasks.
 * https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
 */
export const STATES_ERRORS: ReadonlySet<string> = new Set([
  'States.ALL',
  'States.BranchFailed',
  'States.DataLimitExceeded',
  'States.ExceedToleratedFailureThreshold',
  'States.HeartbeatTimeout',
  'States.IntrinsicFailure',
  'States.ItemReaderFailed',
  'States.NoChoiceMatched',
  'States.ParameterPathFailure',
  'States.Permissions',
  'States.QueryEvaluationError',
  'States.ResultPathMatchFailure',
  'States.ResultWriterFailed',
  'States.Runtime',
  'States.TaskFailed',
  'States.Timeout',
]);

/** Thrown through an execution that is being aborted; neither Retry nor Catch sees it. */
export class Aborted extends Error {
  override readonly name = 'Aborted';

  constructor() {
    super('the execution was aborted');
  }
}
