import type { Store } from '../store.ts';

declare module '../store.ts' {
  interface Tables {
    /** By ARN. */
    'states.stateMachines': StateMachineEntity;
    /** By ARN. */
    'states.executions': ExecutionEntity;
  }
}

export interface StateMachineEntity {
  readonly arn: string;
  readonly name: string;
  readonly roleArn: string;
}

export type ExecutionStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';

/** An execution. Times are milliseconds since 1970. */
export interface ExecutionEntity {
  readonly arn: string;
  readonly stateMachineArn: string;
  readonly name: string;
  readonly status: ExecutionStatus;
  /** JSON text, as it came. */
  readonly input: string;
  readonly startedAt: number;
  /** What follows is absent until the execution has ended. */
  readonly stoppedAt?: number;
  readonly output?: string;
  readonly error?: string;
  readonly cause?: string;
}

export function putStateMachine(
  store: Store,
  machine: { readonly account: string; readonly region: string; readonly name: string; readonly roleArn: string },
): void {
  const arn = stateMachineArn(machine);
  store.put('states.stateMachines', arn, { arn, name: machine.name, roleArn: machine.roleArn });
}

/** AWS keeps what has ended for 90 days. https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
const RETENTION = 90 * 24 * 3600 * 1000;

/** The execution of an ARN, as long as AWS would know it. */
export function findExecution(store: Store, arn: string, now: number): ExecutionEntity | undefined {
  const execution = store.get('states.executions', arn);
  return execution !== undefined && isKept(execution, now) ? execution : undefined;
}

export function isKept({ stoppedAt }: { readonly stoppedAt?: number }, now: number): boolean {
  return stoppedAt === undefined || now - stoppedAt < RETENTION;
}

export function stateMachineArn(machine: {
  readonly account: string;
  readonly region: string;
  readonly name: string;
}): string {
  return `arn:aws:states:${machine.region}:${machine.account}:stateMachine:${machine.name}`;
}

export function executionArn(stateMachine: string, name: string): string {
  return `${stateMachine.replace(':stateMachine:', ':execution:')}:${name}`;
}
