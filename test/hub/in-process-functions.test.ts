import { describe, expect, it } from '@jest/globals';
import { inProcessFunctions, wallClock, type Process, type StageTask } from '@catalog-sweep/hub/runtime';
import { openConnections } from '@catalog-sweep/core';
import { SimulatedClock } from '@catalog-sweep/simulated-org';

function functionsWith(run: StageTask['run'], clock: Process['clock'] = wallClock()) {
  const settings = {
    hubRegion: 'eu-west-1',
    partition: 'aws',
    workBucket: 'the-work',
    logBucket: 'the-logs',
    configuration: undefined,
  };
  const connections = openConnections({ clock, hubRegion: 'eu-west-1', partition: 'aws' });
  return inProcessFunctions({
    tasks: [{ name: 'note-failed-target', run }],
    processOf: () => ({ clock, connections, settings }),
  });
}

describe('functions in this process', () => {
  it('pass their event and their result through JSON', async () => {
    const invoke = functionsWith((event) => Promise.resolve({ event, gone: undefined, at: new Date(0) }));

    const answer = await invoke({ functionName: 'note-failed-target', payload: '{"a":1}' });

    expect(JSON.parse(answer.payload)).toEqual({ event: { a: 1 }, at: '1970-01-01T00:00:00.000Z' });
    expect(answer.functionError).toBeUndefined();
  });

  it('answer what they throw as errorType and errorMessage', async () => {
    const invoke = functionsWith(() => Promise.reject(Object.assign(new Error('no such page'), { name: 'Lost' })));

    const answer = await invoke({ functionName: 'note-failed-target', payload: '{}' });

    expect(answer.functionError).toBe('Unhandled');
    expect(JSON.parse(answer.payload)).toMatchObject({ errorType: 'Lost', errorMessage: 'no such page' });
  });

  it('are ended when their time is up, on the clock in use', async () => {
    const clock = new SimulatedClock(0);
    let aborted = false;
    const invoke = functionsWith(async (_event, process, { signal }) => {
      await process.clock.sleep(3_600_000, signal);
      aborted = signal?.aborted ?? false;
    }, clock);

    const answer = await clock.task(() => invoke({ functionName: 'note-failed-target', payload: '{}' }));

    expect(JSON.parse(answer.payload)).toMatchObject({
      errorType: 'Sandbox.Timedout',
      errorMessage: 'Task timed out after 120.00 seconds',
    });
    expect(clock.now()).toBe(120_000);
    await new Promise(setImmediate);
    expect(aborted).toBe(true);
  });

  it('of an unknown name fail as Lambda says it', async () => {
    const invoke = functionsWith(() => Promise.resolve(null));

    const call = invoke({ functionName: 'nobody', payload: '{}' });

    await expect(call).rejects.toMatchObject({ name: 'Lambda.ResourceNotFoundException' });
  });
});
