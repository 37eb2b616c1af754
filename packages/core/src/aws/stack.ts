import { DescribeStacksCommand, type CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { undefinedWhenMissing } from './missing.ts';

/** The stack behind a provisioned product. */
export interface Stack {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly statusReason: string | null;
  /** What is really deployed, which a tainted product's version does not tell. */
  readonly parameterKeys: readonly string[];
}

/** A stack by its ARN, or undefined when there is none. */
export async function readStack(cloudFormation: CloudFormationClient, stackId: string): Promise<Stack | undefined> {
  const answer = await undefinedWhenMissing(cloudFormation.send(new DescribeStacksCommand({ StackName: stackId })));
  const stack = answer?.Stacks?.[0];
  return (
    stack && {
      id: stack.StackId ?? stackId,
      name: stack.StackName ?? '',
      status: stack.StackStatus ?? '',
      statusReason: stack.StackStatusReason ?? null,
      parameterKeys: (stack.Parameters ?? []).flatMap(({ ParameterKey }) => ParameterKey ?? []),
    }
  );
}
