import { announce } from '../events/announcements.ts';
import type { Store } from '../store.ts';
import type { ExecutionEntity } from './entities.ts';
import type { ExecutionEnd } from './state-machine.ts';
import { statusChange } from './status-change.ts';

/** Ends an execution that runs, and announces it. One that has ended already stays as it is: who stopped it was first. */
export function endExecution(
  store: Store,
  arn: string,
  { end, now }: { readonly end: ExecutionEnd; readonly now: number },
): void {
  const running = store.get('states.executions', arn);
  if (running?.status !== 'RUNNING') return;
  const ended: ExecutionEntity = { ...running, stoppedAt: now, ...endParts(end) };
  store.put('states.executions', arn, ended);
  announce(store, statusChange(ended, now));
}

function endParts(end: ExecutionEnd): Pick<ExecutionEntity, 'status' | 'output' | 'error' | 'cause'> {
  if (end.status === 'SUCCEEDED') return { status: end.status, output: JSON.stringify(end.output) };
  const { status, error, cause } = end;
  return { status, ...(error === undefined ? {} : { error }), ...(cause === undefined ? {} : { cause }) };
}

/** Ends the executions that an earlier process left running. On AWS they would go on. */
export function endLeftOvers(store: Store, now: number): void {
  for (const { arn, status } of store.all('states.executions')) {
    if (status !== 'RUNNING') continue;
    endExecution(store, arn, { end: { status: 'ABORTED', cause: 'the process that ran it has ended' }, now });
  }
}
