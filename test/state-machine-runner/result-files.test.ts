import { describe, expect, it } from '@jest/globals';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { loadStateMachine, runExecution } from '@catalog-sweep/state-machine-runner';
import { aDistributedMap, aReader, aWriter } from './maps.ts';
import { anError, aTask, outputOf, runStates } from './run.ts';
import { VirtualClock } from './virtual-clock.ts';

/** A function that collects garbage and gives the bytes that are left. */
function garbageCollection(): () => number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  return () => {
    collect();
    return process.memoryUsage().heapUsed;
  };
}

describe('a Distributed Map with a ResultWriter', () => {
  it('writes its results to S3, and gives a reference to them', async () => {
    const objects: Record<string, string> = {};
    const functions = {
      f: (event: number) => {
        if (event === 2) throw anError('Lost');
        return event * 10;
      },
    };
    const ResultWriter = aWriter({ Prefix: 'maps' });
    const state = aDistributedMap({ Items: [1, 2], ToleratedFailurePercentage: 100, ResultWriter }, { In: aTask('f') });

    const output = outputOf(await runStates(state, {}, { objects, functions })) as {
      ResultWriterDetails: { Bucket: string; Key: string };
    };

    const manifest = JSON.parse(objects[`b/${output.ResultWriterDetails.Key}`] ?? '') as {
      ResultFiles: Record<string, { Key: string }[]>;
    };
    const [succeeded, failed] = ['SUCCEEDED', 'FAILED'].map(
      (status) => JSON.parse(objects[`b/${manifest.ResultFiles[status]?.[0]?.Key}`] ?? '') as unknown,
    );
    expect(output.ResultWriterDetails.Key).toMatch(/^maps\/[\da-f]+\/manifest\.json$/);
    expect(succeeded).toMatchObject([{ Input: '1', Output: '10', Status: 'SUCCEEDED' }]);
    expect(failed).toMatchObject([{ Input: '2', Error: 'Lost', Status: 'FAILED' }]);
  });

  it('has files and children of its own at each visit, also in the same instant', async () => {
    const objects: Record<string, string> = {};
    const children = new Set<string>();
    const ResultWriter = aWriter();
    const look = { Look: { Type: 'Pass', Output: '{% $states.context.Execution.Name %}', End: true } };
    const map = aDistributedMap({ Items: [1], ResultWriter, End: undefined, Next: 'Again' }, look)['Each'] as object;
    const states = {
      Set: { Type: 'Pass', Assign: { visits: 0 }, Next: 'Each' },
      Each: { ...map, Assign: { visits: '{% $visits + 1 %}' } },
      Again: { Type: 'Choice', Choices: [{ Condition: '{% $visits < 3 %}', Next: 'Each' }], Default: 'End' },
      End: { Type: 'Succeed' },
    };

    await runStates(
      states,
      {},
      { objects, onEvent: (event) => event.type === 'child ended' && children.add(String(event.output)) },
    );

    expect(Object.keys(objects).filter((key) => key.endsWith('/manifest.json'))).toHaveLength(3);
    expect(children.size).toBe(3);
  });

  it('closes a file when it is large, and keeps no results in memory', async () => {
    const collectGarbage = garbageCollection();
    const heapAtWrites: number[] = [];
    const clock = new VirtualClock('2026-11-26T12:00:00Z');
    const lines = Array.from({ length: 10_000 }, (_, i) => String(i)).join('\n');
    const machine = loadStateMachine({
      QueryLanguage: 'JSONata',
      StartAt: 'Each',
      States: aDistributedMap(
        { ItemReader: aReader(), ResultWriter: aWriter(), MaxConcurrency: 100 },
        { In: { Type: 'Pass', Output: "{% $pad($string($states.input), 4000, 'x') %}", End: true } },
      ),
    });

    const result = await runExecution(machine, {
      name: 'large',
      input: { key: 'k' },
      clock,
      invoke: () => Promise.reject(new Error('there is no task')),
      s3: {
        getObject: () => Promise.resolve(lines),
        putObject: ({ key }) => {
          if (key.includes('SUCCEEDED')) heapAtWrites.push(collectGarbage());
          return Promise.resolve();
        },
      },
    });

    const growth = (heapAtWrites.at(-1) ?? Infinity) - (heapAtWrites[1] ?? 0);
    expect(result).toMatchObject({ status: 'SUCCEEDED', statistics: { childExecutions: 10_000 } });
    expect(heapAtWrites.length).toBeGreaterThan(8);
    expect(growth).toBeLessThan(10_000_000);
  });

  it('gives each child a history of its own', async () => {
    const items = Array.from({ length: 9000 }, (_, i) => i);
    const selector = '{% $states.context.Map.Item.Index %}';
    const state = aDistributedMap({
      ItemReader: aReader(),
      ItemSelector: selector,
      ResultWriter: aWriter(),
    });

    const result = await runStates(state, { key: 'k' }, { objects: { 'b/k': items.join('\n') } });

    expect(result.status).toBe('SUCCEEDED');
    expect(result.statistics).toMatchObject({ childExecutions: 9000 });
    expect(result.statistics.historyEvents).toBeLessThan(20);
  });

  it('that fails too often writes what has ended all the same', async () => {
    const objects: Record<string, string> = {};
    const functions = {
      f: (event: number) => {
        if (event === 2) throw anError('Lost');
        return event;
      },
    };
    const ResultWriter = aWriter();
    const state = aDistributedMap({ Items: [1, 2, 3], MaxConcurrency: 1, ResultWriter }, { In: aTask('f') });

    const result = await runStates(state, {}, { objects, functions });

    const written = Object.keys(objects).map((key) => key.slice(key.lastIndexOf('/') + 1));
    expect(result).toMatchObject({ error: 'States.ExceedToleratedFailureThreshold' });
    expect(written.toSorted()).toEqual(['FAILED_0.json', 'SUCCEEDED_0.json', 'manifest.json']);
  });
});
