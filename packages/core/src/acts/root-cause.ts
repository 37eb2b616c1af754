import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { readStackEvents } from '../aws/stack-events.ts';
import { firstFailure, nestedStackOf, rootCauseText, type StackEvent } from '../decisions/root-cause.ts';
import { AwsError } from '../errors.ts';

interface Where {
  readonly stackId: string | null;
  /** Milliseconds since 1970: what happened before is of an earlier operation. */
  readonly since: number;
}

/**
 * Why a stack failed, in words: its first failed resource, followed into nested stacks, such as
 * `Database/Instance (AWS::RDS::DBInstance): …`. Undefined when the stack shows none or may not be read: a failure is told without it.
 */
export async function readRootCause(cloudFormation: CloudFormationClient, { stackId, since }: Where) {
  const path: string[] = [];
  let cause: StackEvent | undefined;
  let next = stackId ?? undefined;
  while (next !== undefined) {
    const failure = firstFailure(await readEvents(cloudFormation, { stackId: next, since }));
    if (failure === undefined) break;
    path.push(failure.logicalId);
    cause = failure;
    next = nestedStackOf(failure);
  }
  return cause && rootCauseText(path, cause);
}

/** The last thing that happened to a stack, in words, when its events can be read. */
export async function readLastEvent(cloudFormation: CloudFormationClient, { stackId, since }: Where) {
  const events = stackId === null ? [] : await readEvents(cloudFormation, { stackId, since });
  return events[0] && `${events[0].logicalId} ${events[0].status}`;
}

async function readEvents(cloudFormation: CloudFormationClient, where: { stackId: string; since: number }) {
  try {
    return await readStackEvents(cloudFormation, where);
  } catch (error) {
    if (error instanceof AwsError) return [];
    throw error;
  }
}
