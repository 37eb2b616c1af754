import { ServiceError, type RequestContext } from '../operation.ts';
import { findExecution, findMapRun, type ExecutionEntity, type MapRunEntity } from './entities.ts';

type Context = Pick<RequestContext, 'store' | 'clock'>;

/** Throws StateMachineDoesNotExist when there is none. */
export function knownStateMachine(arn: string, { store }: Context): void {
  if (store.get('states.stateMachines', arn) !== undefined) return;
  throw new ServiceError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${arn}'`);
}

/** Throws ExecutionDoesNotExist when there is none. */
export function knownExecution(arn: string, { store, clock }: Context): ExecutionEntity {
  const execution = findExecution(store, arn, clock.now());
  if (execution !== undefined) return execution;
  throw new ServiceError('ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`);
}

/** Throws ResourceNotFound when there is none. */
export function knownMapRun(arn: string, { store, clock }: Context): MapRunEntity {
  const mapRun = findMapRun(store, arn, clock.now());
  if (mapRun !== undefined) return mapRun;
  throw new ServiceError('ResourceNotFound', `Resource not found: '${arn}'`);
}

/** The members that there are. */
export function optionally<T extends object>(members: T): Partial<T> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Partial<T>;
}
