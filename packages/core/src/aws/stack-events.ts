import { type CloudFormationClient, DescribeStackEventsCommand } from '@aws-sdk/client-cloudformation';
import type { StackEvent } from '../decisions/root-cause.ts';

/**
 * The events of a stack since a time (milliseconds since 1970), newest first as CloudFormation lists them. Pages are read only as
 * far back as that: a stack keeps 90 days of events.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackEvents.html
 */
export async function readStackEvents(
  cloudFormation: CloudFormationClient,
  { stackId, since }: { readonly stackId: string; readonly since: number },
): Promise<StackEvent[]> {
  const events: StackEvent[] = [];
  let token: string | undefined;
  do {
    const page = await cloudFormation.send(new DescribeStackEventsCommand({ StackName: stackId, NextToken: token }));
    for (const event of page.StackEvents ?? []) {
      const at = event.Timestamp?.getTime() ?? 0;
      if (at < since) return events;
      events.push({
        at,
        stackId: event.StackId ?? stackId,
        logicalId: event.LogicalResourceId ?? '',
        physicalId: event.PhysicalResourceId || null,
        resourceType: event.ResourceType ?? '',
        status: event.ResourceStatus ?? '',
        reason: event.ResourceStatusReason ?? null,
      });
    }
    token = page.NextToken;
  } while (token !== undefined);
  return events;
}
