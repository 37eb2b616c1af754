import { describe, expect, it } from '@jest/globals';
import { anError, aTask, outputOf, runStates } from './run.ts';
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
