/** One event of a CloudFormation stack. */
export interface StackEvent {
  readonly at: number;
  readonly stackId: string;
  readonly logicalId: string;
  readonly physicalId: string | null;
  readonly resourceType: string;
  readonly status: string;
  readonly reason: string | null;
}

/**
 * The event that an update failed by: the earliest failure of a resource, of events that come newest first as CloudFormation lists
 * them. What comes after it only follows from it: the resources that were cancelled, the rollback, the stack's own failure.
 */
export function firstFailure(newestFirst: readonly StackEvent[]): StackEvent | undefined {
  return newestFirst.findLast(
    (event) => event.status.endsWith('_FAILED') && !isOfStackItself(event) && !isCancelled(event),
  );
}

/** The stack to look into when the resource that failed is itself a stack: there lies the cause. */
export function nestedStackOf(failure: StackEvent): string | undefined {
  return failure.resourceType === 'AWS::CloudFormation::Stack' ? (failure.physicalId ?? undefined) : undefined;
}

/** The cause in words. `path` are the logical ids from the outermost stack to the resource. */
export function rootCauseText(path: readonly string[], { resourceType, status, reason }: StackEvent): string {
  return `${path.join('/')} (${resourceType}): ${reason ?? status}`;
}

function isOfStackItself({ physicalId, stackId }: StackEvent): boolean {
  return physicalId === stackId;
}

/** "Resource update cancelled", "Resource creation cancelled": stopped because another one failed. */
function isCancelled({ reason }: StackEvent): boolean {
  return /^Resource \w+ cancelled/i.test(reason ?? '');
}
