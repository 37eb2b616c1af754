import { describe, expect, it } from '@jest/globals';
import type { ExecutionEvent } from '@catalog-sweep/state-machine-runner';
import { aDistributedMap, aReader } from './maps.ts';
import { anError, aTask, outputOf, runStates } from './run.ts';

describe('a Distributed Map', () => {
  it('reads JSON lines from S3', async () => {
    const result = await runStates(
      aDistributedMap({ ItemReader: aReader() }),
      { key: 'k' },
      { objects: { 'b/k': '{"a":1}\n\n"x"\n' } },
    );

    expect(outputOf(result)).toEqual([{ a: 1 }, 'x']);
  });

  it('reads a JSON array from S3, and nothing else from JSON', async () => {
    const state = aDistributedMap({ ItemReader: aReader({ InputType: 'JSON' }) });

    expect(outputOf(await runStates(state, { key: 'k' }, { objects: { 'b/k': '[1,2]' } }))).toEqual([1, 2]);
    expect(await runStates(state, { key: 'k' }, { objects: { 'b/k': '{"a":1}' } })).toMatchObject({
      error: 'States.ItemReaderFailed',
    });
  });

  it.each([
    { name: 'an object that is not there', key: 'none', text: '' },
    { name: 'a line that is not JSON', key: 'k', text: '1\n{' },
  ])('fails with States.ItemReaderFailed for $name', async ({ key, text }) => {
    const result = await runStates(aDistributedMap({ ItemReader: aReader() }), { key }, { objects: { 'b/k': text } });

    expect(result).toMatchObject({ status: 'FAILED', error: 'States.ItemReaderFailed' });
  });

  it.each([
    { MaxItems: 0, output: [1, 2, 3] },
    { MaxItems: 2, output: [1, 2] },
    { MaxItems: '{% 1 %}', output: [1] },
  ])('with MaxItems $MaxItems takes $output', async ({ MaxItems, output }) => {
    const result = await runStates(
      aDistributedMap({ ItemReader: aReader({ MaxItems }) }),
      { key: 'k' },
      { objects: { 'b/k': '1\n2\n3' } },
    );

    expect(outputOf(result)).toEqual(output);
  });

  it('refuses negative MaxItems', async () => {
    const result = await runStates(
      aDistributedMap({ ItemReader: aReader({ MaxItems: -1 }) }),
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

  it('refuses an item of more than 8 MiB', async () => {
    const line = JSON.stringify('x'.repeat(8 * 1_048_576));
    const state = aDistributedMap({ ItemReader: aReader(), ItemSelector: 1 });

    expect(await runStates(state, { key: 'k' }, { objects: { 'b/k': `1\n${line}` } })).toMatchObject({
      error: 'States.ItemReaderFailed',
    });
  });
});
