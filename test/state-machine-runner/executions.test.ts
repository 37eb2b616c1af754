import { describe, expect, it } from '@jest/globals';
import { aDistributedMap, aReader } from './maps.ts';
import { aTask, runDefinition, runStates } from './run.ts';
import { VirtualClock } from './virtual-clock.ts';

const caught = { Caught: { Type: 'Pass', End: true } };

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

  it('is ABORTED at once while S3 does not answer', async () => {
    const clock = new VirtualClock('2026-11-26T12:00:00Z');
    const abort = new AbortController();
    const s3 = { getObject: () => new Promise<string>(() => {}), putObject: () => Promise.resolve() };

    const running = runStates(
      aDistributedMap({ ItemReader: aReader() }),
      { key: 'k' },
      { clock, s3, signal: abort.signal },
    );
    abort.abort();

    expect(await running).toMatchObject({ status: 'ABORTED' });
  });

  it.each(['', 'a'.repeat(81), 'with space', '2026-11-26T12:00:00Z', 'a/b'])('refuses the name %j', async (name) => {
    await expect(runStates({ A: { Type: 'Succeed' } }, {}, { name })).rejects.toThrow('is no name for an execution');
  });

  it('refuses an input of more than 256 KiB', async () => {
    const result = await runStates({ A: { Type: 'Succeed' } }, 'x'.repeat(262_145));

    expect(result).toMatchObject({ status: 'FAILED', error: 'States.DataLimitExceeded' });
  });
});
