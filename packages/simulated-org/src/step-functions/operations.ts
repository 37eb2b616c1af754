import { ServiceError, type Operation, type RequestContext } from '../operation.ts';
import { announce } from '../events/announcements.ts';
import { endExecution } from './end-execution.ts';
import { executionArn, findExecution, type ExecutionEntity } from './entities.ts';
import { statusChange } from './status-change.ts';

interface StartInput {
  readonly stateMachineArn: string;
  readonly name?: string;
  readonly input?: string;
}

interface ExecutionInput {
  readonly executionArn: string;
}

/** The operations of Step Functions, as BEHAVIOUR.md has them. */
export const stepFunctionsOperations: Readonly<Record<string, Operation>> = {
  StartExecution: {
    resources: ({ stateMachineArn }: StartInput) => [stateMachineArn],
    run: startExecution,
  },
  DescribeExecution: {
    resources: ({ executionArn: arn }: ExecutionInput) => [arn],
    run: (input: ExecutionInput, context: RequestContext) => executionShape(knownExecution(input, context)),
  },
  StopExecution: {
    resources: ({ executionArn: arn }: ExecutionInput) => [arn],
    run: stopExecution,
  },
};

function startExecution(request: StartInput, context: RequestContext): object {
  const { store, clock, hash, executions } = context;
  const { stateMachineArn, input = '{}' } = request;
  const now = clock.now();
  if (store.get('states.stateMachines', stateMachineArn) === undefined) {
    throw new ServiceError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${stateMachineArn}'`);
  }
  const name = request.name ?? hash('execution', stateMachineArn, input, String(now)).slice(0, 32);
  const arn = executionArn(stateMachineArn, name);
  const former = findExecution(store, arn, now);
  if (former !== undefined) {
    if (former.status === 'RUNNING' && former.input === input) return startedShape(former);
    throw new ServiceError('ExecutionAlreadyExists', `Execution Already Exists: '${arn}'`);
  }
  const execution: ExecutionEntity = { arn, stateMachineArn, name, status: 'RUNNING', input, startedAt: now };
  store.put('states.executions', arn, execution);
  announce(store, statusChange(execution, now));
  context.afterwards(() => executions.run(execution));
  return startedShape(execution);
}

function stopExecution(
  input: ExecutionInput & { readonly error?: string; readonly cause?: string },
  context: RequestContext,
): object {
  const { store, clock, executions } = context;
  const { arn } = knownExecution(input, context);
  endExecution(store, arn, { end: { status: 'ABORTED', error: input.error, cause: input.cause }, now: clock.now() });
  context.afterwards(() => executions.abort(arn));
  return { stopDate: new Date(store.get('states.executions', arn)?.stoppedAt ?? clock.now()) };
}

function knownExecution({ executionArn: arn }: ExecutionInput, { store, clock }: RequestContext): ExecutionEntity {
  const execution = findExecution(store, arn, clock.now());
  if (execution === undefined) throw new ServiceError('ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`);
  return execution;
}

function startedShape({ arn, startedAt }: ExecutionEntity): object {
  return { executionArn: arn, startDate: new Date(startedAt) };
}

function executionShape(execution: ExecutionEntity): object {
  const { arn, stateMachineArn, name, status, startedAt, stoppedAt, input, output, error, cause } = execution;
  return {
    executionArn: arn,
    stateMachineArn,
    name,
    status,
    startDate: new Date(startedAt),
    ...(stoppedAt === undefined ? {} : { stopDate: new Date(stoppedAt) }),
    input,
    inputDetails: { included: true },
    ...(output === undefined ? {} : { output, outputDetails: { included: true } }),
    error,
    cause,
    redriveCount: 0,
  };
}
