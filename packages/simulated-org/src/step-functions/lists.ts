import * as z from 'zod';
import { ServiceError, type Operation, type RequestContext } from '../operation.ts';
import { pageOf } from '../paging.ts';
import { EXECUTION_STATUSES, isKept, type ExecutionEntity } from './entities.ts';
import { eventShape, eventsOf } from './history.ts';
import { arnText, longArnText, operation, paged } from './input.ts';
import { knownExecution, knownMapRun, knownStateMachine } from './known.ts';

/** What lists give at once when nobody says. */
const PAGE_SIZE = 100;

const STATUS_FILTERS = [...EXECUTION_STATUSES, 'PENDING_REDRIVE'] as const;
const ENUM_TEXT = `Member must satisfy enum value set: [${STATUS_FILTERS.join(', ')}]`;

export const listExecutions: Operation = operation(
  {
    stateMachineArn: arnText.optional(),
    mapRunArn: longArnText.optional(),
    statusFilter: z.enum(STATUS_FILTERS, ENUM_TEXT).optional(),
    ...paged(3096),
  },
  { arn: listedArn, types: ['stateMachine', 'mapRun'] },
  (input, context) => {
    const { stateMachineArn, mapRunArn, statusFilter } = input;
    if (mapRunArn !== undefined) knownMapRun(mapRunArn, context);
    else knownStateMachine(listedArn(input), context);
    const now = context.clock.now();
    const all = [...context.store.all('states.executions')].filter(
      (execution) =>
        (mapRunArn === undefined ? execution.stateMachineArn === stateMachineArn : execution.mapRunArn === mapRunArn) &&
        (statusFilter === undefined || execution.status === statusFilter) &&
        isKept(execution, now),
    );
    const { items, nextToken } = listed(newestFirst(all), input, context);
    return { executions: items.map(listItem), nextToken };
  },
);

export const getExecutionHistory: Operation = operation(
  {
    executionArn: arnText,
    reverseOrder: z.boolean().default(false),
    includeExecutionData: z.boolean().default(true),
    ...paged(1024),
  },
  { arn: (input) => input.executionArn, types: ['execution'] },
  (input, context) => {
    const { arn } = knownExecution(input.executionArn, context);
    const events = eventsOf(context.store, arn);
    const { items, nextToken } = listed(input.reverseOrder ? events.toReversed() : events, input, context);
    return { events: items.map((event) => eventShape(event, input.includeExecutionData)), nextToken };
  },
);

/** One of the two, and not both. */
function listedArn({
  stateMachineArn,
  mapRunArn,
}: {
  readonly stateMachineArn?: string | undefined;
  readonly mapRunArn?: string | undefined;
}): string {
  if ((stateMachineArn === undefined) === (mapRunArn === undefined)) {
    throw new ServiceError('ValidationException', 'Exactly one of stateMachineArn and mapRunArn must be given.');
  }
  return stateMachineArn ?? mapRunArn ?? '';
}

/** Of those that began at the same time, the one that was put last comes first. */
export function newestFirst<Item extends { readonly startedAt: number }>(all: readonly Item[]): Item[] {
  return all.toReversed().toSorted((a, b) => b.startedAt - a.startedAt);
}

/** A page of a list. */
export function listed<Item>(
  all: readonly Item[],
  { maxResults, nextToken: token }: { readonly maxResults: number; readonly nextToken?: string | undefined },
  context: Pick<RequestContext, 'pageLimit' | 'emptyPages'>,
): { readonly items: readonly Item[]; readonly nextToken: string | undefined } {
  const size = maxResults === 0 ? PAGE_SIZE : maxResults;
  const { items, next } = pageOf(all, { size, token, invalidToken: 'InvalidToken' }, context);
  return { items, nextToken: next };
}

function listItem({ arn, stateMachineArn, mapRunArn, name, status, startedAt, stoppedAt }: ExecutionEntity): object {
  return {
    executionArn: arn,
    stateMachineArn,
    name,
    status,
    startDate: new Date(startedAt),
    ...(stoppedAt === undefined ? {} : { stopDate: new Date(stoppedAt) }),
    // Without batching a child has one item.
    ...(mapRunArn === undefined ? {} : { mapRunArn, itemCount: 1 }),
    redriveCount: 0,
  };
}
