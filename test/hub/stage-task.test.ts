import { describe, expect, it } from '@jest/globals';
import { openConnections } from '@catalog-sweep/core';
import { STAGE_TASKS, wallClock, type Process } from '@catalog-sweep/hub/runtime';

const clock = wallClock();
const process: Process = {
  clock,
  connections: openConnections({ clock, hubRegion: 'eu-west-1', partition: 'aws', endpoint: 'http://127.0.0.1:9' }),
  settings: {
    hubRegion: 'eu-west-1',
    partition: 'aws',
    workBucket: 'the-work',
    logBucket: 'the-logs',
    configuration: undefined,
  },
};

describe('a function of the hub', () => {
  it.each(STAGE_TASKS.map((task) => ({ name: task.name, task })))(
    'refuses an event without the shape of the contract in one line, before any call: $name',
    async ({ name, task }) => {
      const answer = task.run({ contractVersion: 2, sweepId: 'yesterday' }, process, { deadline: Infinity });

      await expect(answer).rejects.toMatchObject({
        name: 'CatalogSweep.ContractError',
        message: expect.stringMatching(
          `^event of ${name} does not have the shape of the contract: [^\n]*contractVersion: [^\n]*$`,
        ),
      });
      expect(process.connections.calls()).toEqual({});
    },
  );

  it('of the plan says which variable it lacks', async () => {
    const plan = STAGE_TASKS.find(({ name }) => name === 'plan-sweep');

    const answer = plan?.run(
      {
        contractVersion: 1,
        executionName: 'a',
        startedAt: '2026-11-26T22:00:00.000Z',
        request: { contractVersion: 1, trigger: 'request', mode: 'report' },
      },
      process,
      { deadline: Infinity },
    );

    await expect(answer).rejects.toThrow('environment of the function: SWEEP_CONFIGURATION: missing');
  });
});
