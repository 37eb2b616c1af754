import * as z from 'zod';
import { uuidOf } from '../chance.ts';
import { announce } from '../events/announcements.ts';
import { ServiceError, type Operation, type RequestContext } from '../operation.ts';
import { abortExecution } from './end-execution.ts';
import { executionArn, findExecution, type ExecutionEntity } from './entities.ts';
import { removeEvents } from './history.ts';
import { arnText, operation, text } from './input.ts';
import { knownExecution, knownStateMachine, optionally } from './known.ts';
import { statusChange } from './status-change.ts';

/** Characters that no name of an execution has, see the API reference of StartExecution. */
const FORBIDDEN_IN_NAMES = /[\s<>{}[\]?*"#%\\^|~`$&,;:/\p{Cc}]/u;

export const startExecution: Operation = operation(
  {
    stateMachineArn: arnText,
    name: text({ min: 1, max: 80 }).optional(),
    input: text({ max: 262_144 }).default('{}'),
    traceHeader: text({ max: 256 }).optional(),
  },
  { arn: ({ stateMachineArn }) => stateMachineArn, types: ['stateMachine'] },
  ({ stateMachineArn, name: given, input }, context) => {
    const { store, clock, executions } = context;
    const now = clock.now();
    knownStateMachine(stateMachineArn, context);
    checkInput(input);
    const name = given ?? nameOf(stateMachineArn, input, context);
    if (FORBIDDEN_IN_NAMES.test(name)) throw new ServiceError('InvalidName', `Invalid Name: '${name}'`);
    const arn = executionArn(stateMachineArn, name);
    const former = findExecution(store, arn, now);
    if (former !== undefined) {
      if (former.status === 'RUNNING' && former.input === input) return startedShape(former);
      throw new ServiceError('ExecutionAlreadyExists', `Execution Already Exists: '${arn}'`);
    }
    const execution: ExecutionEntity = { arn, stateMachineArn, name, status: 'RUNNING', input, startedAt: now };
    removeEvents(store, arn);
    store.put('states.executions', arn, execution);
    announce(store, statusChange(execution, now));
    context.afterwards(() => executions.run(execution));
    return startedShape(execution);
  },
);

export const describeExecution: Operation = operation(
  { executionArn: arnText, includedData: z.enum(['ALL_DATA', 'METADATA_ONLY']).default('ALL_DATA') },
  { arn: (input) => input.executionArn, types: ['execution'] },
  ({ executionArn: arn, includedData }, context) =>
    executionShape(knownExecution(arn, context), includedData === 'ALL_DATA'),
);

export const stopExecution: Operation = operation(
  { executionArn: arnText, error: text({ max: 256 }).optional(), cause: text({ max: 32_768 }).optional() },
  { arn: (input) => input.executionArn, types: ['execution'] },
  ({ executionArn: arn, error, cause }, context) => {
    const { store, clock, executions } = context;
    if (knownExecution(arn, context).mapRunArn !== undefined) {
      // The engine aborts an execution as a whole.
      throw new ServiceError('ValidationException', 'child executions of a Map Run cannot be stopped here');
    }
    abortExecution(store, arn, { error, cause, now: clock.now() });
    context.afterwards(() => executions.abort(arn));
    return { stopDate: new Date(knownExecution(arn, context).stoppedAt ?? clock.now()) };
  },
);

/** A name that AWS would make up; the same request at the same time has the same, unless that is taken. */
function nameOf(stateMachine: string, input: string, { store, clock, hash }: RequestContext): string {
  const now = clock.now();
  for (let attempt = 0; ; attempt += 1) {
    const name = uuidOf(hash('execution', stateMachine, input, String(now), String(attempt)));
    if (findExecution(store, executionArn(stateMachine, name), now) === undefined) return name;
  }
}

/** Throws InvalidExecutionInput for what is not JSON; the wording of what is wrong with it is this program's own. */
function checkInput(input: string): void {
  try {
    JSON.parse(input);
  } catch (error) {
    const reason = input === '' ? 'Invalid execution input.' : (error as Error).message;
    throw new ServiceError('InvalidExecutionInput', `Invalid State Machine Execution Input: '${reason}'`);
  }
}

function startedShape({ arn, startedAt }: ExecutionEntity): object {
  return { executionArn: arn, startDate: new Date(startedAt) };
}

function executionShape(execution: ExecutionEntity, withData: boolean): object {
  const { arn, stateMachineArn, name, mapRunArn, status, startedAt, stoppedAt } = execution;
  return {
    executionArn: arn,
    stateMachineArn,
    name,
    ...optionally({ mapRunArn }),
    status,
    startDate: new Date(startedAt),
    ...(stoppedAt === undefined ? {} : { stopDate: new Date(stoppedAt) }),
    ...dataShape(execution, withData),
    redriveCount: 0,
    ...redriveShape(execution),
  };
}

function dataShape({ input, output, error, cause }: ExecutionEntity, withData: boolean): object {
  const details = { included: withData };
  const data = withData ? optionally({ input, output, error, cause }) : {};
  return { ...data, inputDetails: details, ...(output === undefined ? {} : { outputDetails: details }) };
}

/** Whether AWS could redrive it, which is not known here. */
function redriveShape({ status, mapRunArn }: ExecutionEntity): object {
  if (status === 'RUNNING' || status === 'SUCCEEDED') {
    const redriveStatusReason = `Execution is ${status} and cannot be redriven`;
    return { redriveStatus: 'NOT_REDRIVABLE', redriveStatusReason };
  }
  return { redriveStatus: mapRunArn === undefined ? 'REDRIVABLE' : 'REDRIVABLE_BY_MAP_RUN' };
}
