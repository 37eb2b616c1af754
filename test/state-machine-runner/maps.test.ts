import { describe, expect, it } from '@jest/globals';
import type { ExecutionEvent } from '@catalog-sweep/state-machine-runner';
import { anError, aTask, outputOf, runStates } from './run.ts';
import { VirtualClock } from './virtual-clock.ts';

const pass = { StartAt: 'In', States: { In: { Type: 'Pass', End: true } } };
const DISTRIBUTED = { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' } };

function aMap(fields: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return { Each: { Type: 'Map', ItemProcessor: pass, End: true, ...fields } };
}

function aDistributedMap(
  fields: Readonly<Record<string, unknown>>,
  states: Readonly<Record<string, unknown>> = pass.States,
) {
  return aMap({ ItemProcessor: { ...DISTRIBUTED, StartAt: Object.keys(states)[0], States: states }, ...fields });
}

const reader = (fields: Readonly<Record<string, unknown>> = {}) => ({
  Resource: 'arn:aws:states:::s3:getObject',
  ReaderConfig: { InputType: 'JSONL', ...fields },
  Arguments: { Bucket: 'b', Key: '{% $states.input.key %}' },
});

describe('a Map', () => {
  it.each([null, true, 7, 'a', { a: 1 }])('takes nothing but an array as Items: %j', async (value) => {
    const result = await runStates(aMap({ Items: '{% $states.input.it %}' }), { it: value });

    expect(result).toMatchObject({ status: 'FAILED', error: 'States.QueryEvaluationError' });
    expect(result).toHaveProperty('cause', expect.stringContaining("Expected 'array', but was"));
  });

  it('takes a list of literals and expressions', async () => {
    expect(outputOf(await runStates(aMap({ Items: [1, '{% $states.input.a %}'] }), { a: 2 }))).toEqual([1, 2]);
  });

  it('without Items takes its input, which has to be an array', async () => {
    const failed = await runStates(aMap({}), { a: 1 });

    expect(outputOf(await runStates(aMap({}), [1, 2]))).toEqual([1, 2]);
    expect(failed).toHaveProperty('cause', expect.stringContaining('Map state input must be an array but was: object'));
  });

  it('gives each iteration what ItemSelector makes of it', async () => {
    const ItemSelector = {
      at: '{% $states.context.Map.Item.Index %}',
      value: '{% $states.context.Map.Item.Value %}',
      all: '{% $states.input.all %}',
    };

    const result = await runStates(aMap({ Items: ['a', 'b'], ItemSelector }), { all: 1 });

    expect(outputOf(result)).toEqual([
      { at: 0, value: 'a', all: 1 },
      { at: 1, value: 'b', all: 1 },
    ]);
  });

  it.each([
    { MaxConcurrency: undefined, items: 100, atOnce: 40 },
    { MaxConcurrency: 90, items: 100, atOnce: 40 },
    { MaxConcurrency: '{% 2 + 1 %}', items: 10, atOnce: 3 },
  ])(
    'inline runs at most 40 at once: $MaxConcurrency of $items gives $atOnce',
    async ({ MaxConcurrency, items, atOnce }) => {
      const clock = new VirtualClock('2026-11-26T12:00:00Z');
      let running = 0;
      let most = 0;
      const functions = {
        work: async () => {
          running += 1;
          most = Math.max(most, running);
          await clock.sleep(1000);
          running -= 1;
        },
      };
      const ItemProcessor = { StartAt: 'In', States: { In: aTask('work') } };

      await runStates(
        aMap({ Items: Array.from({ length: items }, (_, i) => i), ItemProcessor, MaxConcurrency }),
        {},
        { clock, functions },
      );

      expect(most).toBe(atOnce);
    },
  );

  it('inline fails with the first error of an iteration', async () => {
    const functions = {
      f: (event: number) => {
        if (event === 2) throw anError('Second');
        return event;
      },
    };

    const result = await runStates(
      aMap({ Items: [1, 2, 3], ItemProcessor: { StartAt: 'In', States: { In: aTask('f') } } }),
      {},
      { functions },
    );

    expect(result).toMatchObject({ status: 'FAILED', error: 'Second' });
  });

  it('retried runs all of it again', async () => {
    let calls = 0;
    const functions = {
      f: () => {
        calls += 1;
        if (calls === 2) throw anError('Once');
        return calls;
      },
    };
    const ItemProcessor = { StartAt: 'In', States: { In: aTask('f') } };

    const result = await runStates(
      aMap({ Items: [1, 2], ItemProcessor, MaxConcurrency: 1, Retry: [{ ErrorEquals: ['States.ALL'] }] }),
      {},
      { functions },
    );

    expect(outputOf(result)).toEqual([3, 4]);
  });
});

describe.each([
  { name: 'inline', aMapOf: aMap, error: 'States.DataLimitExceeded' },
  { name: 'distributed', aMapOf: aDistributedMap, error: 'States.ExceedToleratedFailureThreshold' },
])('an iteration ($name)', ({ aMapOf, error }) => {
  it('takes an input of 256 KiB and no more', async () => {
    const run = (length: number) =>
      runStates(aMapOf({ Items: [1], ItemSelector: `{% $pad('', ${length}, 'x') %}`, Output: 1 }));

    expect(await run(262_142 - 10)).toMatchObject({ status: 'SUCCEEDED' });
    expect(await run(262_143)).toMatchObject({ status: 'FAILED', error });
  });
});

describe('a Distributed Map', () => {
  it('reads JSON lines from S3', async () => {
    const result = await runStates(
      aDistributedMap({ ItemReader: reader() }),
      { key: 'k' },
      { objects: { 'b/k': '{"a":1}\n\n"x"\n' } },
    );

    expect(outputOf(result)).toEqual([{ a: 1 }, 'x']);
  });

  it('reads a JSON array from S3, and nothing else from JSON', async () => {
    const state = aDistributedMap({ ItemReader: reader({ InputType: 'JSON' }) });

    expect(outputOf(await runStates(state, { key: 'k' }, { objects: { 'b/k': '[1,2]' } }))).toEqual([1, 2]);
    expect(await runStates(state, { key: 'k' }, { objects: { 'b/k': '{"a":1}' } })).toMatchObject({
      error: 'States.ItemReaderFailed',
    });
  });

  it.each([
    { name: 'an object that is not there', key: 'none', text: '' },
    { name: 'a line that is not JSON', key: 'k', text: '1\n{' },
  ])('fails with States.ItemReaderFailed for $name', async ({ key, text }) => {
    const result = await runStates(aDistributedMap({ ItemReader: reader() }), { key }, { objects: { 'b/k': text } });

    expect(result).toMatchObject({ status: 'FAILED', error: 'States.ItemReaderFailed' });
  });

  it.each([
    { MaxItems: 0, output: [1, 2, 3] },
    { MaxItems: 2, output: [1, 2] },
    { MaxItems: '{% 1 %}', output: [1] },
  ])('with MaxItems $MaxItems takes $output', async ({ MaxItems, output }) => {
    const result = await runStates(
      aDistributedMap({ ItemReader: reader({ MaxItems }) }),
      { key: 'k' },
      { objects: { 'b/k': '1\n2\n3' } },
    );

    expect(outputOf(result)).toEqual(output);
  });

  it('refuses negative MaxItems', async () => {
    const result = await runStates(
      aDistributedMap({ ItemReader: reader({ MaxItems: -1 }) }),
      { key: 'k' },
      { objects: { 'b/k': '1' } },
    );

    expect(result).toMatchObject({
      error: 'States.ItemReaderFailed',
      cause: expect.stringContaining('field MaxItems must be positive'),
    });
  });

  it('takes the fields of an object', async () => {
    const selector = { key: '{% $states.context.Map.Item.Key %}', value: '{% $states.context.Map.Item.Value %}' };

    const result = await runStates(aDistributedMap({ Items: { a: 1, b: 2 }, ItemSelector: selector }));

    expect(outputOf(result)).toEqual([
      { key: 'a', value: 1 },
      { key: 'b', value: 2 },
    ]);
  });

  it.each([
    { tolerance: {}, failures: 1, status: 'FAILED' },
    { tolerance: { ToleratedFailureCount: 1 }, failures: 1, status: 'SUCCEEDED' },
    { tolerance: { ToleratedFailureCount: 1 }, failures: 2, status: 'FAILED' },
    { tolerance: { ToleratedFailurePercentage: 50 }, failures: 2, status: 'SUCCEEDED' },
    { tolerance: { ToleratedFailurePercentage: '{% 25 %}' }, failures: 2, status: 'FAILED' },
    { tolerance: { ToleratedFailurePercentage: 100 }, failures: 4, status: 'SUCCEEDED' },
  ])('tolerates $tolerance of 4: $failures failures end $status', async ({ tolerance, failures, status }) => {
    const functions = {
      f: (event: number) => {
        if (event <= failures) throw anError('Lost');
        return event;
      },
    };

    const result = await runStates(
      aDistributedMap({ Items: [1, 2, 3, 4], ...tolerance }, { In: aTask('f') }),
      {},
      { functions },
    );

    expect(result.status).toBe(status);
  });

  it('fails with States.ExceedToleratedFailureThreshold when more fail than are tolerated', async () => {
    const result = await runStates(aDistributedMap({ Items: [1] }, { In: { Type: 'Fail', Error: 'Lost' } }));

    expect(result).toMatchObject({
      error: 'States.ExceedToleratedFailureThreshold',
      cause: 'The specified tolerated failure threshold was exceeded',
    });
  });

  it('writes its results to S3, and gives a reference to them', async () => {
    const objects: Record<string, string> = {};
    const functions = {
      f: (event: number) => {
        if (event === 2) throw anError('Lost');
        return event * 10;
      },
    };
    const ResultWriter = { Resource: 'arn:aws:states:::s3:putObject', Arguments: { Bucket: 'b', Prefix: 'maps' } };
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
    const ResultWriter = { Resource: 'arn:aws:states:::s3:putObject', Arguments: { Bucket: 'b' } };
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

  it('gives each child a history of its own', async () => {
    const items = Array.from({ length: 9000 }, (_, i) => i);
    const selector = '{% $states.context.Map.Item.Index %}';
    const state = aDistributedMap({
      ItemReader: reader(),
      ItemSelector: selector,
      ResultWriter: {
        Resource: 'arn:aws:states:::s3:putObject',
        Arguments: { Bucket: 'b' },
      },
    });

    const result = await runStates(state, { key: 'k' }, { objects: { 'b/k': items.join('\n') } });

    expect(result.status).toBe('SUCCEEDED');
    expect(result.statistics).toMatchObject({ childExecutions: 9000 });
    expect(result.statistics.historyEvents).toBeLessThan(20);
  });

  it('tells of its run, and of every child that starts and ends', async () => {
    const events: ExecutionEvent[] = [];

    await runStates(aDistributedMap({ Items: [1, 2] }), {}, { onEvent: (event) => events.push(event) });

    const ofType = (type: string) => events.filter((event) => event.type === type);
    const childrenOf = (type: string) => ofType(type).flatMap((event) => ('child' in event ? [event.child] : []));
    expect(ofType('map run started')).toEqual([{ type: 'map run started', state: 'Each', items: 2 }]);
    expect(new Set(childrenOf('child started')).size).toBe(2);
    expect(childrenOf('child ended').toSorted()).toEqual(childrenOf('child started').toSorted());
    expect(ofType('child ended')[0]).toMatchObject({ state: 'Each', status: 'SUCCEEDED', output: 1 });
  });

  it.each([
    { percentage: 'x', error: 'States.QueryEvaluationError' },
    { percentage: null, error: 'States.QueryEvaluationError' },
    { percentage: 150, error: 'States.Runtime' },
    { percentage: -1, error: 'States.Runtime' },
  ])('with ToleratedFailurePercentage $percentage fails: $error', async ({ percentage, error }) => {
    const state = aDistributedMap({ Items: [1], ToleratedFailurePercentage: '{% $states.input.share %}' });

    expect(await runStates(state, { share: percentage })).toMatchObject({ status: 'FAILED', error });
  });

  it('that fails too often writes what has ended all the same', async () => {
    const objects: Record<string, string> = {};
    const functions = {
      f: (event: number) => {
        if (event === 2) throw anError('Lost');
        return event;
      },
    };
    const ResultWriter = { Resource: 'arn:aws:states:::s3:putObject', Arguments: { Bucket: 'b' } };
    const state = aDistributedMap({ Items: [1, 2, 3], MaxConcurrency: 1, ResultWriter }, { In: aTask('f') });

    const result = await runStates(state, {}, { objects, functions });

    const written = Object.keys(objects).map((key) => key.slice(key.lastIndexOf('/') + 1));
    expect(result).toMatchObject({ error: 'States.ExceedToleratedFailureThreshold' });
    expect(written.toSorted()).toEqual(['FAILED_0.json', 'SUCCEEDED_0.json', 'manifest.json']);
  });

  it('refuses an item of more than 8 MiB', async () => {
    const line = JSON.stringify('x'.repeat(8 * 1_048_576));
    const state = aDistributedMap({ ItemReader: reader(), ItemSelector: 1 });

    expect(await runStates(state, { key: 'k' }, { objects: { 'b/k': `1\n${line}` } })).toMatchObject({
      error: 'States.ItemReaderFailed',
    });
  });
});
