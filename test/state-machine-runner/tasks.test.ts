import { describe, expect, it } from '@jest/globals';
import { anError, aTask, outputOf, runDefinition, runStates } from './run.ts';
import { VirtualClock } from './virtual-clock.ts';

/** Fails so often, then answers how often it was called. */
function failing(times: number, error: Error): () => number {
  let calls = 0;
  return () => {
    calls += 1;
    if (calls <= times) throw error;
    return calls;
  };
}

const caught = { Caught: { Type: 'Pass', End: true } };

describe('a task', () => {
  it('sends {} when its payload is {}, and not its input', async () => {
    const task = aTask('echo', { Arguments: { FunctionName: 'echo', Payload: {} } });

    const result = await runStates({ A: task }, { in: 1 }, { functions: { echo: (event) => event } });

    expect(outputOf(result)).toEqual({});
  });

  it('gives status, version and metadata beside the payload', async () => {
    const { Output: _, ...task } = aTask('one');

    const result = await runStates({ A: task }, {}, { functions: { one: () => 1 } });

    expect(outputOf(result)).toEqual({
      ExecutedVersion: '$LATEST',
      Payload: 1,
      SdkHttpMetadata: expect.any(Object),
      SdkResponseMetadata: expect.any(Object),
      StatusCode: 200,
    });
  });

  it('fails with the errorType of its function, and JSON text as the cause', async () => {
    const result = await runStates({ A: aTask('f') }, {}, { functions: { f: failing(1, anError('Lost', 'no way')) } });

    expect(result).toMatchObject({ status: 'FAILED', error: 'Lost' });
    expect(JSON.parse((result as { cause: string }).cause)).toEqual({
      errorType: 'Lost',
      errorMessage: 'no way',
      trace: [],
    });
  });

  it('fails with Lambda.ResourceNotFoundException when there is no such function', async () => {
    const result = await runStates({ A: aTask('nobody') });

    expect(result).toMatchObject({ error: 'Lambda.ResourceNotFoundException' });
  });

  it.each([
    { names: ['Lost'], catches: true },
    { names: ['States.TaskFailed'], catches: true },
    { names: ['States.ALL'], catches: true },
    { names: ['Lambda.Unknown'], catches: false },
    { names: ['States.Timeout'], catches: false },
  ])('that fails with an error of its function is caught by $names: $catches', async ({ names, catches }) => {
    const task = aTask('f', { Catch: [{ ErrorEquals: names, Next: 'Caught' }] });

    const result = await runStates({ A: task, ...caught }, {}, { functions: { f: failing(1, anError('Lost')) } });

    expect(result.status).toBe(catches ? 'SUCCEEDED' : 'FAILED');
  });

  it('that runs out of time fails with States.Timeout and no cause; caught, its cause is ""', async () => {
    const clock = new VirtualClock('2026-11-26T12:00:00Z');
    const functions = { slow: () => clock.sleep(60_000) };
    const task = (fields: object) => aTask('slow', { TimeoutSeconds: '{% 10 + 20 %}', ...fields });

    const failed = await runStates({ A: task({}) }, {}, { clock, functions });
    const handled = await runStates(
      { A: task({ Catch: [{ ErrorEquals: ['States.Timeout'], Next: 'Caught' }] }), ...caught },
      {},
      { clock, functions },
    );

    expect(failed).toMatchObject({ status: 'FAILED', error: 'States.Timeout', cause: undefined });
    expect(failed.stoppedAt - failed.startedAt).toBe(30_000);
    expect(outputOf(handled)).toEqual({ Error: 'States.Timeout', Cause: '' });
  });

  it('that ran out of time is not caught as States.TaskFailed', async () => {
    const clock = new VirtualClock('2026-11-26T12:00:00Z');
    const task = aTask('slow', { TimeoutSeconds: 1, Catch: [{ ErrorEquals: ['States.TaskFailed'], Next: 'Caught' }] });

    const result = await runStates(
      { A: task, ...caught },
      {},
      { clock, functions: { slow: () => clock.sleep(60_000) } },
    );

    expect(result).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
  });

  it('with more than 256 KiB is States.DataLimitExceeded, which States.ALL catches', async () => {
    const functions = { big: () => 'x'.repeat(262_145) };
    const task = aTask('big', { Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Caught' }] });

    const failed = await runStates({ A: aTask('big') }, {}, { functions });
    const handled = await runStates({ A: task, ...caught }, {}, { functions });

    expect(failed).toMatchObject({
      status: 'FAILED',
      error: 'States.DataLimitExceeded',
      cause:
        "The state/task 'lambda' returned a result with a size exceeding the maximum number of bytes service limit.",
    });
    expect(outputOf(handled)).toMatchObject({ Error: 'States.DataLimitExceeded' });
  });
});

describe('retries', () => {
  it.each([
    { MaxAttempts: 0, failures: 1, status: 'FAILED' },
    { MaxAttempts: 2, failures: 2, status: 'SUCCEEDED' },
    { MaxAttempts: 2, failures: 3, status: 'FAILED' },
  ])(
    'are $MaxAttempts after the first attempt: $failures failures end $status',
    async ({ MaxAttempts, failures, status }) => {
      const task = aTask('f', { Retry: [{ ErrorEquals: ['Lost'], MaxAttempts }] });

      const result = await runStates({ A: task }, {}, { functions: { f: failing(failures, anError('Lost')) } });

      expect(result.status).toBe(status);
    },
  );

  it('wait longer each time, up to MaxDelaySeconds', async () => {
    const task = aTask('f', {
      Retry: [{ ErrorEquals: ['Lost'], IntervalSeconds: 10, BackoffRate: 3, MaxDelaySeconds: 40, MaxAttempts: 3 }],
    });

    const result = await runStates({ A: task }, {}, { functions: { f: failing(3, anError('Lost')) } });

    expect(result.stoppedAt - result.startedAt).toBe((10 + 30 + 40) * 1000);
  });

  it('with full jitter wait no longer, and the same in every run', async () => {
    const task = aTask('f', { Retry: [{ ErrorEquals: ['Lost'], IntervalSeconds: 100, JitterStrategy: 'FULL' }] });
    const run = () => runStates({ A: task }, {}, { functions: { f: failing(2, anError('Lost')) } });

    const [first, second] = [await run(), await run()];

    expect(first.stoppedAt).toBe(second.stoppedAt);
    expect(first.stoppedAt - first.startedAt).toBeLessThan(300_000);
  });

  it('of a Parallel run all of it again', async () => {
    let left = 0;
    const functions = {
      left: () => {
        left += 1;
        return left;
      },
      right: failing(1, anError('Lost')),
    };
    const states = {
      Both: {
        Type: 'Parallel',
        Branches: [
          { StartAt: 'L', States: { L: aTask('left') } },
          { StartAt: 'R', States: { R: aTask('right') } },
        ],
        Retry: [{ ErrorEquals: ['States.ALL'] }],
        End: true,
      },
    };

    const result = await runStates(states, {}, { functions });

    expect(outputOf(result)).toEqual([2, 2]);
  });
});

describe('a catch', () => {
  it('sees the input of the state itself, also after retries, and its output is the next input', async () => {
    const states = {
      A: aTask('f', {
        Retry: [{ ErrorEquals: ['Lost'], MaxAttempts: 1 }],
        Catch: [
          {
            ErrorEquals: ['States.ALL'],
            Assign: { before: '{% $states.input.in %}' },
            Output: { error: '{% $states.errorOutput.Error %}' },
            Next: 'Caught',
          },
        ],
      }),
      Caught: { Type: 'Pass', Output: '{% [$states.input.error, $before] %}', End: true },
    };

    const result = await runStates(states, { in: 7 }, { functions: { f: failing(9, anError('Lost')) } });

    expect(outputOf(result)).toEqual(['Lost', 7]);
  });

  it('does not catch States.Runtime, not even by its name', async () => {
    const states = {
      Each: {
        Type: 'Map',
        Items: '{% $range(1, 7000, 1) %}',
        ItemProcessor: { StartAt: 'In', States: { In: { Type: 'Pass', End: true } } },
        Catch: [{ ErrorEquals: ['States.Runtime'], Next: 'Caught' }],
        End: true,
      },
      ...caught,
    };

    const result = await runStates(states);

    expect(result).toMatchObject({ status: 'FAILED', error: 'States.Runtime' });
    expect(result).toHaveProperty('cause', expect.stringContaining('25000'));
  });
});

describe('other states', () => {
  it('Choice: the chosen rule has its own Output and Assign; those of the state belong to Default', async () => {
    const states = {
      Which: {
        Type: 'Choice',
        Choices: [{ Condition: '{% $states.input.n > 1 %}', Output: 'rule', Assign: { by: 'rule' }, Next: 'End' }],
        Default: 'End',
        Output: 'default',
        Assign: { by: 'default' },
      },
      End: { Type: 'Pass', Output: '{% [$states.input, $by] %}', End: true },
    };

    expect(outputOf(await runStates(states, { n: 2 }))).toEqual(['rule', 'rule']);
    expect(outputOf(await runStates(states, { n: 1 }))).toEqual(['default', 'default']);
  });

  it('Choice: a condition that is no boolean fails, and none that holds is States.NoChoiceMatched', async () => {
    const which = (Condition: unknown) => ({
      Which: { Type: 'Choice', Choices: [{ Condition, Next: 'End' }] },
      End: { Type: 'Succeed' },
    });

    expect(await runStates(which('{% 1 %}'))).toMatchObject({ error: 'States.QueryEvaluationError' });
    expect(await runStates(which(false))).toMatchObject({ error: 'States.NoChoiceMatched' });
  });

  it.each([
    { fields: { Seconds: '{% 2 * 30 %}' }, milliseconds: 60_000 },
    { fields: { Timestamp: '2026-11-26T12:00:05.123456789Z' }, milliseconds: 5_123 },
    { fields: { Timestamp: '2026-11-26T13:00:05+01:00' }, milliseconds: 5_000 },
    { fields: { Timestamp: '2020-01-01T00:00:00Z' }, milliseconds: 0 },
  ])('Wait: $fields waits $milliseconds ms', async ({ fields, milliseconds }) => {
    const result = await runStates({ A: { Type: 'Wait', ...fields, End: true } });

    expect(result.stoppedAt - result.startedAt).toBe(milliseconds);
  });

  it.each([
    '2026-11-26 12:00:05Z',
    '2026-11-26T12:00:05',
    '2026-13-26T12:00:05Z',
    '2026-02-30T12:00:05Z',
    '2027-02-29T12:00:05Z',
    '2026-11-26T24:00:00Z',
    '2026-11-26T12:00:00+25:00',
  ])('Wait: refuses the time %s', async (time) => {
    const result = await runStates({ A: { Type: 'Wait', Timestamp: '{% $states.input %}', End: true } }, time);

    expect(result).toMatchObject({ status: 'FAILED', error: 'States.QueryEvaluationError' });
  });

  it('Fail: has neither error nor cause unless it names them', async () => {
    expect(await runStates({ A: { Type: 'Fail' } })).toMatchObject({ error: undefined, cause: undefined });
    expect(await runStates({ A: { Type: 'Fail', Error: 'E', Cause: "{% 'c' & 1 %}" } })).toMatchObject({
      error: 'E',
      cause: 'c1',
    });
  });

  it('an output of more than 256 KiB is States.DataLimitExceeded, by the name of the state', async () => {
    const result = await runStates({ Big: { Type: 'Pass', Output: 'x'.repeat(262_145), End: true } });

    expect(result).toMatchObject({
      error: 'States.DataLimitExceeded',
      cause: "The state/task 'Big' returned a result with a size exceeding the maximum number of bytes service limit.",
    });
  });

  it.each([
    { name: 'is entered and exited', states: { A: { Type: 'Succeed' } }, events: 4 },
    { name: 'that fails is entered only', states: { A: { Type: 'Fail' } }, events: 3 },
  ])('a state $name in the history', async ({ states, events }) => {
    const { statistics } = await runStates(states);

    expect(statistics.historyEvents).toBe(events);
  });

  it('an Output of null is kept', async () => {
    expect(outputOf(await runStates({ A: { Type: 'Succeed', Output: null } }))).toBeNull();
  });
});

describe('an execution', () => {
  it('that runs longer than its TimeoutSeconds is TIMED_OUT', async () => {
    const definition = {
      QueryLanguage: 'JSONata',
      TimeoutSeconds: 60,
      StartAt: 'A',
      States: { A: { Type: 'Wait', Seconds: 3600, End: true } },
    };

    const result = await runDefinition(definition, {});

    expect(result).toMatchObject({ status: 'TIMED_OUT', error: 'States.Timeout' });
    expect(result.stoppedAt - result.startedAt).toBe(60_000);
  });

  it('is aborted by its signal, with its children, without waiting', async () => {
    const clock = new VirtualClock('2026-11-26T12:00:00Z');
    const abort = new AbortController();
    const states = {
      Each: {
        Type: 'Map',
        Items: [1, 2],
        ItemProcessor: {
          ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
          StartAt: 'Wait',
          States: { Wait: { Type: 'Wait', Seconds: 3600, Next: 'After' }, After: aTask('never') },
        },
        Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Caught' }],
        End: true,
      },
      ...caught,
    };

    const running = runStates(states, {}, { clock, signal: abort.signal });
    void clock.task(() => clock.sleep(10_000)).then(() => abort.abort());
    const result = await running;

    expect(result.status).toBe('ABORTED');
    expect(result.stoppedAt - result.startedAt).toBe(10_000);
  });

  it.each([
    { name: 'with a time-out', top: { TimeoutSeconds: 3600 } },
    { name: 'without a time-out', top: {} },
  ])('$name is ABORTED at once, also when a function does not heed the signal', async ({ top }) => {
    const clock = new VirtualClock('2026-11-26T12:00:00Z');
    const abort = new AbortController();
    const functions = { deaf: () => clock.sleep(600_000) };
    const definition = { QueryLanguage: 'JSONata', StartAt: 'A', States: { A: aTask('deaf') }, ...top };

    const running = runDefinition(definition, {}, { clock, functions, signal: abort.signal });
    void clock.task(() => clock.sleep(10_000)).then(() => abort.abort());
    const result = await running;

    expect(result.status).toBe('ABORTED');
    expect(result.stoppedAt - result.startedAt).toBe(10_000);
  });

  it.each(['', 'a'.repeat(81), 'with space', '2026-11-26T12:00:00Z', 'a/b'])('refuses the name %j', async (name) => {
    await expect(runStates({ A: { Type: 'Succeed' } }, {}, { name })).rejects.toThrow('is no name for an execution');
  });

  it('refuses an input of more than 256 KiB', async () => {
    const result = await runStates({ A: { Type: 'Succeed' } }, 'x'.repeat(262_145));

    expect(result).toMatchObject({ status: 'FAILED', error: 'States.DataLimitExceeded' });
  });
});
