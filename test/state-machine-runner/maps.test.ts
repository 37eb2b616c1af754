import { describe, expect, it } from '@jest/globals';
import { aDistributedMap, aMap } from './maps.ts';
import { anError, aTask, outputOf, runStates } from './run.ts';
import { VirtualClock } from './virtual-clock.ts';

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

      await runStates(
        aMap({ Items: Array.from({ length: items }, (_, i) => i), MaxConcurrency }, { In: aTask('work') }),
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

    const result = await runStates(aMap({ Items: [1, 2, 3] }, { In: aTask('f') }), {}, { functions });

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

    const result = await runStates(
      aMap({ Items: [1, 2], MaxConcurrency: 1, Retry: [{ ErrorEquals: ['States.ALL'] }] }, { In: aTask('f') }),
      {},
      { functions },
    );

    expect(outputOf(result)).toEqual([3, 4]);
  });
});

const small = { In: { Type: 'Pass', Output: 1, End: true } };

describe.each([
  { name: 'inline', aMapOf: aMap, error: 'States.DataLimitExceeded' },
  { name: 'distributed', aMapOf: aDistributedMap, error: 'States.ExceedToleratedFailureThreshold' },
])('an iteration ($name)', ({ aMapOf, error }) => {
  it('takes an input of 256 KiB and no more', async () => {
    const run = (length: number) =>
      runStates(aMapOf({ Items: [1], ItemSelector: `{% $pad('', ${length}, 'x') %}` }, small));

    expect(await run(262_142)).toMatchObject({ status: 'SUCCEEDED' });
    expect(await run(262_143)).toMatchObject({ status: 'FAILED', error });
  });
});
