import type { Stack } from '../aws/stack.ts';

/**
 * The states of a stack in which CloudFormation takes an update.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html#cfn-console-view-stack-data-resources-status-codes
 */
const UPDATABLE = new Set([
  'CREATE_COMPLETE',
  'UPDATE_COMPLETE',
  'UPDATE_ROLLBACK_COMPLETE',
  'IMPORT_COMPLETE',
  'IMPORT_ROLLBACK_COMPLETE',
]);

export type StackDecision =
  | { readonly kind: 'updatable' }
  | { readonly kind: 'under change'; readonly reason: string }
  | { readonly kind: 'in error'; readonly reason: string };

/** Whether the stack of a provisioned product takes an update; undefined stands for a stack that is not there. */
export function decideStack(stack: Stack | undefined): StackDecision {
  if (stack === undefined) return { kind: 'in error', reason: 'its stack no longer exists' };
  if (UPDATABLE.has(stack.status)) return { kind: 'updatable' };
  const reason = `its stack is ${stack.status}${stack.statusReason === null ? '' : `: ${stack.statusReason}`}`;
  return { kind: stack.status.endsWith('_IN_PROGRESS') ? 'under change' : 'in error', reason };
}
