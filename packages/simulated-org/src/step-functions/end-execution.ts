import { announce } from '../events/announcements.ts';
import type { Store } from '../store.ts';
import type { ExecutionEntity, MapRunEntity } from './entities.ts';
import { putAbort } from './history.ts';
import type { ExecutionEnd } from './report.ts';
import { statusChange } from './status-change.ts';

interface Ending {
  readonly end: ExecutionEnd;
  readonly now: number;
}

/**
 * Ends an execution that runs, with all that runs in it, and announces it. One that has ended already stays as it is: who stopped it was first. Only the
 * outermost executions are announced.
 */
export function endExecution(store: Store, arn: string, { end, now }: Ending): void {
  const running = store.get('states.executions', arn);
  if (running?.status !== 'RUNNING') return;
  const ended: ExecutionEntity = { ...running, stoppedAt: now, ...endParts(end) };
  store.put('states.executions', arn, ended);
  abortMapRuns(store, arn, now);
  if (ended.mapRunArn === undefined) announce(store, statusChange(ended, now));
}

/** Ends an execution before its own end. */
export function abortExecution(
  store: Store,
  arn: string,
  {
    error,
    cause,
    now,
  }: { readonly error?: string | undefined; readonly cause?: string | undefined; readonly now: number },
): void {
  if (store.get('states.executions', arn)?.status !== 'RUNNING') return;
  putAbort(store, arn, { error, cause, now });
  endExecution(store, arn, { end: { status: 'ABORTED', error, cause }, now });
}

/**
 * Ends the executions that an earlier process left running; on AWS they would go on. Those of a state machine that is not there now are left to a
 * process that has it. Children end with what they are in.
 */
export function endLeftOvers(store: Store, now: number): void {
  for (const { arn, status, stateMachineArn } of store.all('states.executions')) {
    if (status !== 'RUNNING' || store.get('states.stateMachines', stateMachineArn) === undefined) continue;
    abortExecution(store, arn, { cause: 'the process that ran it has ended', now });
  }
}

function abortMapRuns(store: Store, executionArn: string, now: number): void {
  for (const mapRun of store.all('states.mapRuns')) {
    if (mapRun.executionArn !== executionArn || mapRun.status !== 'RUNNING') continue;
    for (const child of store.all('states.executions')) {
      if (child.mapRunArn === mapRun.arn) abortExecution(store, child.arn, { now });
    }
    const { running, aborted } = mapRun;
    const ended: MapRunEntity = {
      ...mapRun,
      status: 'ABORTED',
      stoppedAt: now,
      running: 0,
      aborted: aborted + running,
    };
    store.put('states.mapRuns', mapRun.arn, ended);
  }
}

function endParts(end: ExecutionEnd): Pick<ExecutionEntity, 'status' | 'output' | 'error' | 'cause'> {
  switch (end.status) {
    case 'SUCCEEDED':
      return { status: end.status, output: JSON.stringify(end.output) };
    case 'TIMED_OUT':
      // Seen in what AWS recorded: a time limit has neither error nor cause.
      return { status: end.status };
    case 'FAILED':
    case 'ABORTED': {
      const { status, error, cause } = end;
      return { status, ...(error === undefined ? {} : { error }), ...(cause === undefined ? {} : { cause }) };
    }
  }
}
