import {
  CloudFormationClient,
  DescribeStackSetCommand,
  ListStackInstancesCommand,
  type CallAs,
} from '@aws-sdk/client-cloudformation';
import type { AwsGateway } from './gateway.ts';
import { undefinedWhenMissing } from './missing.ts';
import { allPages } from './pages.ts';

/** A StackSet's stack in one account. */
export interface StackInstance {
  readonly account: string;
  readonly region: string;
  /** CURRENT, OUTDATED or INOPERABLE. */
  readonly status: string;
  readonly reason: string | null;
  /** Left out by StackSets because its account is suspended. */
  readonly isSuspended: boolean;
}

/**
 * The instances of a service-managed StackSet, or undefined when there is no such StackSet. A delegated administrator sees the organisation's StackSets
 * only when it says that it calls as one.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackSet.html
 */
export async function readStackInstances(
  aws: AwsGateway,
  { name, callAs }: { readonly name: string; readonly callAs: CallAs },
): Promise<readonly StackInstance[] | undefined> {
  const cloudFormation = aws.hub(CloudFormationClient);
  const common = { StackSetName: name, CallAs: callAs };
  const stackSet = await undefinedWhenMissing(cloudFormation.send(new DescribeStackSetCommand(common)));
  // A deleted StackSet can still be described for a while.
  if (stackSet?.StackSet?.Status !== 'ACTIVE') return undefined;
  const summaries = await allPages(async (token) => {
    const page = await cloudFormation.send(new ListStackInstancesCommand({ ...common, NextToken: token }));
    return { items: page.Summaries, next: page.NextToken };
  });
  return summaries.map(({ Account = '', Region = '', Status = '', StatusReason, StackInstanceStatus }) => ({
    account: Account,
    region: Region,
    status: Status,
    reason: StatusReason ?? null,
    isSuspended: StackInstanceStatus?.DetailedStatus === 'SKIPPED_SUSPENDED_ACCOUNT',
  }));
}
