import { describe, expect, it } from '@jest/globals';
import { outputOf, runStates } from './run.ts';

async function outputFrom(template: unknown, input: unknown = {}): Promise<unknown> {
  return outputOf(await runStates({ Give: { Type: 'Pass', Output: template, End: true } }, input));
}

describe('expressions', () => {
  it.each([
    { name: 'an expression is the whole string', template: '{% $states.input.a %}', output: 1 },
    { name: 'spaces around make it a literal', template: ' {% $states.input.a %} ', output: ' {% $states.input.a %} ' },
    { name: 'a path is a literal', template: '$states.input', output: '$states.input' },
    { name: 'a key that ends in .$ is no path', template: { 'b.$': '$.a' }, output: { 'b.$': '$.a' } },
    { name: 'a sequence of one is unwrapped', template: '{% $range(1, 9, 9) %}', output: 1 },
    { name: 'a partition of one keeps its brackets', template: '{% $partition([0], 1) %}', output: [[0]] },
    { name: 'a partition of many is a list', template: '{% $partition([1, 2, 3], 2) %}', output: [[1, 2], [3]] },
    { name: 'a range counts', template: '{% $range(0, 4, 2) %}', output: [0, 2, 4] },
    { name: 'a hash', template: "{% $hash('a', 'MD5') %}", output: '0cc175b9c0f1b6a831c399e269772661' },
    { name: 'text is parsed', template: `{% $parse('{"a":[1]}') %}`, output: { a: [1] } },
    { name: 'time comes from the clock', template: '{% $now() %}', output: '2026-11-26T12:00:00.000Z' },
    { name: 'time as a picture', template: "{% $now('[Y]/[M01]/[D01] [H01]') %}", output: '2026/11/26 12' },
    { name: 'time of a zone', template: "{% $now('[H01]:[m01]', '+0130') %}", output: '13:30' },
    { name: 'null stays null', template: null, output: null },
    { name: 'a scalar', template: 7, output: 7 },
    { name: 'a list with an expression in it', template: [1, '{% $states.input.a + 1 %}'], output: [1, 2] },
    { name: 'an array of the input stays one', template: '{% $states.input.list %}', output: [5] },
  ])('$name', async ({ template, output }) => {
    expect(await outputFrom(template, { a: 1, list: [5] })).toEqual(output);
  });

  it('draw the same chance for the same execution and state', async () => {
    const [first, second] = [await outputFrom('{% $uuid() %}'), await outputFrom('{% $uuid() %}')];

    expect(first).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
    expect(second).toBe(first);
  });

  const draws = { id: '{% $uuid() %}', number: '{% $random() %}' };

  it('draw other chances in each field of a state', async () => {
    const result = await runStates({
      Draw: { Type: 'Pass', Assign: { id: '{% $uuid() %}' }, Output: ['{% $uuid() %}', '{% $uuid() %}'], Next: 'Give' },
      Give: { Type: 'Pass', Output: '{% $append($states.input, $id) %}', End: true },
    });

    expect(new Set(outputOf(result) as string[]).size).toBe(3);
  });

  it('draw other chances in each iteration, in ItemSelector and inside', async () => {
    const result = await runStates({
      Each: {
        Type: 'Map',
        Items: [1, 2, 3],
        ItemSelector: '{% $uuid() %}',
        ItemProcessor: {
          StartAt: 'In',
          States: { In: { Type: 'Pass', Output: '{% [$states.input, $uuid()] %}', End: true } },
        },
        End: true,
      },
    });

    expect(new Set((outputOf(result) as string[][]).flat()).size).toBe(6);
  });

  it('draw other chances in each branch', async () => {
    const branch = (name: string) => ({
      StartAt: name,
      States: { [name]: { Type: 'Pass', Output: draws, End: true } },
    });

    const result = await runStates({ Both: { Type: 'Parallel', Branches: [branch('L'), branch('R')], End: true } });

    const [left, right] = outputOf(result) as Record<string, unknown>[];
    expect(left?.['id']).not.toBe(right?.['id']);
    expect(left?.['number']).not.toBe(right?.['number']);
  });

  it('draw other chances when a state is entered again', async () => {
    const result = await runStates({
      Draw: {
        Type: 'Pass',
        Output: { ids: '{% $append($states.input.ids, $uuid()) %}' },
        Next: 'Enough',
      },
      Enough: {
        Type: 'Choice',
        Choices: [{ Condition: '{% $count($states.input.ids) < 3 %}', Next: 'Draw' }],
        Default: 'End',
      },
      End: { Type: 'Succeed' },
    });

    expect(new Set((outputOf(result) as { ids: string[] }).ids).size).toBe(3);
  });

  it('draw the same number from the same seed in any state', async () => {
    const result = await runStates({
      First: { Type: 'Pass', Output: '{% $random(7) %}', Next: 'Second' },
      Second: { Type: 'Pass', Output: '{% [$states.input, $random(7), $random(8)] %}', End: true },
    });

    const [first, second, other] = outputOf(result) as number[];
    expect(second).toBe(first);
    expect(other).not.toBe(first);
  });

  it('shuffle in the same way in every run', async () => {
    const numbers = Array.from({ length: 50 }, (_, i) => i);
    const shuffle = () => outputFrom('{% $shuffle($states.input) %}', numbers);

    const [first, second] = [(await shuffle()) as number[], await shuffle()];

    expect(second).toEqual(first);
    expect(first).not.toEqual(numbers);
    expect(first.toSorted((a, b) => a - b)).toEqual(numbers);
  });

  it('that have no result fail the state, and the cause names the place', async () => {
    const result = await runStates({ Give: { Type: 'Pass', Output: { result: '{% $states.input.x %}' }, End: true } });

    expect(result).toMatchObject({ status: 'FAILED', error: 'States.QueryEvaluationError' });
    expect(result).toHaveProperty(
      'cause',
      expect.stringContaining("specified for the field 'Output/result' returned nothing (undefined)"),
    );
  });

  it.each([
    { name: 'a function', Output: '{% function($x) { $x } %}' },
    { name: 'a function inside', Output: "{% {'f': function($x) { $x }} %}" },
    { name: 'a function deep inside', Output: "{% [{'a': [function($x) { $x }]}] %}" },
    { name: 'a built-in function', Output: '{% $sum %}' },
    { name: 'a built-in function inside', Output: "{% {'f': $sum} %}" },
    { name: 'one of the added functions inside', Output: '{% [1, $uuid] %}' },
    { name: 'a pattern', Output: "{% {'p': /a/} %}" },
  ])('that return $name fail the state', async ({ Output }) => {
    const result = await runStates({ Give: { Type: 'Pass', Output, End: true } });

    expect(result).toMatchObject({ error: 'States.QueryEvaluationError' });
    expect(result).toHaveProperty('cause', expect.stringContaining('unsupported result type'));
  });

  it('that throw fail the state', async () => {
    const result = await runStates({ Give: { Type: 'Pass', Output: "{% 1 + 'a' %}", End: true } });

    expect(result).toMatchObject({ status: 'FAILED', error: 'States.QueryEvaluationError' });
  });

  it('see the execution in the context object', async () => {
    const context = await outputFrom('{% $states.context.Execution %}', { in: 1 });

    expect(context).toEqual({
      Id: expect.stringMatching(/:execution:local:a-run$/),
      Name: 'a-run',
      Input: { in: 1 },
      RoleArn: expect.any(String),
      StartTime: '2026-11-26T12:00:00.000Z',
      RedriveCount: 0,
    });
  });
});

describe('variables', () => {
  it('set by one Assign have 256 KiB together', async () => {
    const half = 'x'.repeat(131_072);
    const assign = (Assign: object) => runStates({ Set: { Type: 'Pass', Assign, Output: 1, End: true } });

    expect(await assign({ a: half })).toMatchObject({ status: 'SUCCEEDED' });
    expect(await assign({ a: half, b: half })).toMatchObject({ status: 'FAILED', error: 'States.DataLimitExceeded' });
  });

  it('are those from before the state in all of its fields, so Output does not see what Assign sets', async () => {
    const result = await runStates({
      First: { Type: 'Pass', Assign: { x: 1 }, Next: 'Second' },
      Second: { Type: 'Pass', Assign: { x: 2 }, Output: '{% $x %}', Next: 'Third' },
      Third: { Type: 'Pass', Output: '{% [$states.input, $x] %}', End: true },
    });

    expect(outputOf(result)).toEqual([1, 2]);
  });

  it('of a branch do not reach the outside', async () => {
    const result = await runStates({
      Both: {
        Type: 'Parallel',
        Branches: [{ StartAt: 'In', States: { In: { Type: 'Pass', Assign: { inner: 1 }, End: true } } }],
        Next: 'Out',
      },
      Out: { Type: 'Pass', Output: '{% $exists($inner) %}', End: true },
    });

    expect(outputOf(result)).toBe(false);
  });

  it('from outside are read by branches and inline iterations', async () => {
    const result = await runStates({
      Set: { Type: 'Pass', Assign: { outer: 5 }, Next: 'Each' },
      Each: {
        Type: 'Map',
        Items: [1, 2],
        ItemProcessor: {
          StartAt: 'Add',
          States: { Add: { Type: 'Pass', Output: '{% $states.input + $outer %}', End: true } },
        },
        End: true,
      },
    });

    expect(outputOf(result)).toEqual([6, 7]);
  });

  it('from outside are not seen by the children of a Distributed Map', async () => {
    const result = await runStates({
      Set: { Type: 'Pass', Assign: { outer: 5 }, Next: 'Each' },
      Each: {
        Type: 'Map',
        Items: [1],
        ItemProcessor: {
          ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
          StartAt: 'Look',
          States: { Look: { Type: 'Pass', Output: '{% $exists($outer) %}', End: true } },
        },
        End: true,
      },
    });

    expect(outputOf(result)).toEqual([false]);
  });
});
