import type { Operation } from '../operation.ts';
import { isKept, stateMachineOf, type MapRunEntity } from './entities.ts';
import { arnText, longArnText, operation, paged } from './input.ts';
import { knownExecution, knownMapRun } from './known.ts';
import { listed, newestFirst } from './lists.ts';

export const describeMapRun: Operation = operation(
  { mapRunArn: longArnText },
  { arn: ({ mapRunArn }) => mapRunArn, types: ['mapRun'] },
  ({ mapRunArn }, context) => mapRunShape(knownMapRun(mapRunArn, context)),
);

export const listMapRuns: Operation = operation(
  { executionArn: arnText, ...paged(1024) },
  { arn: ({ executionArn }) => executionArn, types: ['execution'] },
  (input, context) => {
    const { arn } = knownExecution(input.executionArn, context);
    const now = context.clock.now();
    const all = [...context.store.all('states.mapRuns')].filter(
      (mapRun) => mapRun.executionArn === arn && isKept(mapRun, now),
    );
    const { items, nextToken } = listed(newestFirst(all), input, context);
    return { mapRuns: items.map(listItem), nextToken };
  },
);

function listItem({ arn, executionArn, startedAt, stoppedAt }: MapRunEntity): object {
  return {
    executionArn,
    mapRunArn: arn,
    stateMachineArn: stateMachineOf(arn),
    startDate: new Date(startedAt),
    ...(stoppedAt === undefined ? {} : { stopDate: new Date(stoppedAt) }),
  };
}

function mapRunShape(mapRun: MapRunEntity): object {
  const { arn, executionArn, status, startedAt, stoppedAt } = mapRun;
  const { maxConcurrency, toleratedFailureCount, toleratedFailurePercentage } = mapRun;
  const counts = countsOf(mapRun);
  return {
    mapRunArn: arn,
    executionArn,
    status,
    startDate: new Date(startedAt),
    ...(stoppedAt === undefined ? {} : { stopDate: new Date(stoppedAt) }),
    maxConcurrency,
    toleratedFailureCount,
    toleratedFailurePercentage,
    itemCounts: counts,
    executionCounts: counts,
    redriveCount: 0,
  };
}

function countsOf({ total, running, succeeded, failed, aborted }: MapRunEntity): object {
  const ended = succeeded + failed;
  return {
    pending: total - running - ended - aborted,
    running,
    succeeded,
    failed,
    // A child has no time limit of its own here.
    timedOut: 0,
    aborted,
    total,
    resultsWritten: ended,
  };
}
