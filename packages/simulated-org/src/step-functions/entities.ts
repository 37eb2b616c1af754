import type { Store } from '../store.ts';
import type { ReportedEvent } from './report.ts';

declare module '../store.ts' {
  interface Tables {
    /** By ARN. */
    'states.stateMachines': StateMachineEntity;
    /** By ARN, children of Map Runs among them. */
    'states.executions': ExecutionEntity;
    /** By ARN. */
    'states.mapRuns': MapRunEntity;
    /** By execution and id. */
    'states.events': ReportedEvent;
  }
}

interface StateMachineEntity {
  readonly arn: string;
  readonly name: string;
  readonly roleArn: string;
}

export const EXECUTION_STATUSES = ['RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED'] as const;
type ExecutionStatus = (typeof EXECUTION_STATUSES)[number];

/** An execution. Times are milliseconds since 1970. */
export interface ExecutionEntity {
  readonly arn: string;
  /** That of a child ends in the Map's label. */
  readonly stateMachineArn: string;
  readonly name: string;
  /** Of a child alone. */
  readonly mapRunArn?: string;
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

/** A Map Run. Times are milliseconds since 1970. */
export interface MapRunEntity {
  readonly arn: string;
  readonly executionArn: string;
  readonly status: 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'ABORTED';
  readonly maxConcurrency: number;
  readonly toleratedFailureCount: number;
  readonly toleratedFailurePercentage: number;
  readonly startedAt: number;
  readonly stoppedAt?: number;
  /** Items; each is one child, because there is no batching. */
  readonly total: number;
  readonly running: number;
  readonly succeeded: number;
  readonly failed: number;
  readonly aborted: number;
}

/** AWS keeps what has ended for 90 days. https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
const RETENTION = 90 * 24 * 3600 * 1000;

/** The execution of an ARN, as long as AWS would know it. */
export function findExecution(store: Store, arn: string, now: number): ExecutionEntity | undefined {
  const execution = store.get('states.executions', arn);
  return execution !== undefined && isKept(execution, now) ? execution : undefined;
}

/** The Map Run of an ARN, as long as AWS would know it. */
export function findMapRun(store: Store, arn: string, now: number): MapRunEntity | undefined {
  const mapRun = store.get('states.mapRuns', arn);
  return mapRun !== undefined && isKept(mapRun, now) ? mapRun : undefined;
}

export function isKept({ stoppedAt }: { readonly stoppedAt?: number }, now: number): boolean {
  return stoppedAt === undefined || now - stoppedAt < RETENTION;
}

export function putStateMachine(
  store: Store,
  machine: { readonly account: string; readonly region: string; readonly name: string; readonly roleArn: string },
): void {
  const arn = stateMachineArn(machine);
  store.put('states.stateMachines', arn, { arn, name: machine.name, roleArn: machine.roleArn });
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

/** The state machine of an execution or a Map Run; with the Map's label where the ARN has one. */
export function stateMachineOf(arn: string): string {
  return arn.slice(0, arn.lastIndexOf(':')).replace(/:(?:execution|mapRun):/, ':stateMachine:');
}
