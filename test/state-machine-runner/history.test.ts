import type { ExecutionReport, HistoryEvent } from '@catalog-sweep/state-machine-runner';
import { describe, expect, it } from '@jest/globals';
import { aDistributedMap, aMap, aReader } from './maps.ts';
import { anError, aTask, runStates } from './run.ts';

async function reportsOf(
  states: Readonly<Record<string, unknown>>,
  options: Parameters<typeof runStates>[2] = {},
  input: unknown = {},
): Promise<ExecutionReport[]> {
  const reports: ExecutionReport[] = [];
  await runStates(states, input, { ...options, onReport: (report) => reports.push(report) });
  return reports;
}

/** `id previousEventId type` of one execution's events; the first that reported one is the outermost. */
function historyIn(reports: readonly ExecutionReport[], whose?: string): string[] {
  const events = reports.flatMap((report) => (report.type === 'history event' ? [report] : []));
  const execution = whose ?? events[0]?.execution;
  return events.filter((event) => event.execution === execution).map(({ event }) => lineOf(event));
}

function lineOf({ id, previousEventId, type }: HistoryEvent): string {
  return `${id} ${previousEventId} ${type}`;
}

// The expected histories are those that AWS recorded for state machines of the same kind.
describe('the history of an execution', () => {
  it('has an event for what a task does', async () => {
    const reports = await reportsOf({ Call: aTask('f') }, { functions: { f: () => 1 } });

    expect(historyIn(reports)).toEqual([
      '1 0 ExecutionStarted',
      '2 0 TaskStateEntered',
      '3 2 TaskScheduled',
      '4 3 TaskStarted',
      '5 4 TaskSucceeded',
      '6 5 TaskStateExited',
      '7 6 ExecutionSucceeded',
    ]);
  });

  it('has the failure of a task that is caught', async () => {
    const reports = await reportsOf(
      {
        Call: aTask('f', { Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Caught' }], Next: 'Caught' }),
        Caught: { Type: 'Pass', End: true },
      },
      { functions: { f: () => Promise.reject(new Error('broken')) } },
    );

    expect(historyIn(reports)).toEqual([
      '1 0 ExecutionStarted',
      '2 0 TaskStateEntered',
      '3 2 TaskScheduled',
      '4 3 TaskStarted',
      '5 4 TaskFailed',
      '6 5 TaskStateExited',
      '7 6 PassStateEntered',
      '8 7 PassStateExited',
      '9 8 ExecutionSucceeded',
    ]);
  });

  it('follows the branches of a Parallel that fails', async () => {
    const branch = { StartAt: 'Branch', States: { Branch: { Type: 'Fail', Error: 'Lost' } } };

    const reports = await reportsOf({ Both: { Type: 'Parallel', Branches: [branch], End: true } });

    expect(historyIn(reports)).toEqual([
      '1 0 ExecutionStarted',
      '2 0 ParallelStateEntered',
      '3 2 ParallelStateStarted',
      '4 3 FailStateEntered',
      '5 4 ParallelStateFailed',
      '6 5 ExecutionFailed',
    ]);
  });

  it('goes through the iterations of an inline Map, one after the other', async () => {
    const reports = await reportsOf(aMap({ Items: [1, 2], MaxConcurrency: 1 }));

    expect(historyIn(reports)).toEqual([
      '1 0 ExecutionStarted',
      '2 0 MapStateEntered',
      '3 2 MapStateStarted',
      '4 3 MapIterationStarted',
      '5 4 PassStateEntered',
      '6 5 PassStateExited',
      '7 6 MapIterationSucceeded',
      '8 6 MapIterationStarted',
      '9 8 PassStateEntered',
      '10 9 PassStateExited',
      '11 10 MapIterationSucceeded',
      '12 10 MapStateSucceeded',
      '13 10 MapStateExited',
      '14 13 ExecutionSucceeded',
    ]);
  });

  it('of a Distributed Map has the run alone, and each child has its own', async () => {
    const reports = await reportsOf(aDistributedMap({ Items: ['Hello', 'World'], Label: 'TestMap' }));

    expect(historyIn(reports)).toEqual([
      '1 0 ExecutionStarted',
      '2 0 MapStateEntered',
      '3 2 MapStateStarted',
      '4 3 MapRunStarted',
      '5 4 MapRunSucceeded',
      '6 5 MapStateSucceeded',
      '7 5 MapStateExited',
      '8 7 ExecutionSucceeded',
    ]);
    const children = reports.flatMap((report) => (report.type === 'child started' ? [report.child] : []));
    expect(children).toHaveLength(2);
    expect(children[0]).toMatch(/:execution:[^/]+\/TestMap:[0-9a-f]{32}$/);
    expect(historyIn(reports, children[0])[0]).toBe('1 0 ExecutionStarted');
    expect(historyIn(reports, children[0]).at(-1)).toMatch(/ ExecutionSucceeded$/);
  });

  it('tells that a Map Run failed because its items could not be read', async () => {
    const reports = await reportsOf(
      aDistributedMap({ ItemReader: aReader({ InputType: 'JSON' }) }),
      { objects: { 'b/k': '{}' } },
      { key: 'k' },
    );

    expect(historyIn(reports)).toEqual([
      '1 0 ExecutionStarted',
      '2 0 MapStateEntered',
      '3 2 MapStateStarted',
      '4 3 MapRunStarted',
      '5 4 MapRunFailed',
      '6 5 MapStateFailed',
      '7 6 ExecutionFailed',
    ]);
  });
});

describe('a Map Run', () => {
  it('that may not begin fails its state, by the name of the error', async () => {
    const children: ExecutionReport[] = [];

    const result = await runStates(
      aDistributedMap({ Items: [1, 2] }),
      {},
      {
        beforeMapRun: (mapRun) => {
          throw anError('No', `not ${mapRun.split(':')[5]}`);
        },
        onReport: (report) => report.type === 'child started' && children.push(report),
      },
    );

    expect(result).toMatchObject({ status: 'FAILED', error: 'No', cause: 'not mapRun' });
    expect(children).toEqual([]);
  });

  it('is reported with its limits, its items, its children and how it ended', async () => {
    const reports = await reportsOf(
      aDistributedMap({ Items: [1, 2], MaxConcurrency: 5, ToleratedFailurePercentage: 100 }),
    );

    const types = reports.map(({ type }) => type).filter((type) => type !== 'history event');
    expect(types.toSorted()).toEqual([
      'child ended',
      'child ended',
      'child started',
      'child started',
      'map run counted',
      'map run ended',
      'map run started',
    ]);
    expect(reports.find(({ type }) => type === 'map run started')).toMatchObject({
      maxConcurrency: 5,
      toleratedFailureCount: 0,
      toleratedFailurePercentage: 100,
    });
    expect(reports.find(({ type }) => type === 'map run counted')).toMatchObject({ items: 2 });
    expect(reports.find(({ type }) => type === 'map run ended')).toMatchObject({ status: 'SUCCEEDED' });
  });
});
