import { describe, expect, it } from '@jest/globals';
import { outputOf, runStates } from './run.ts';

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
