import { StopExecutionCommand } from '@aws-sdk/client-sfn';
import { SimulatedClock, type EventTarget, type SimulatedOrganisation } from '@catalog-sweep/simulated-org';
import { afterEach, describe, expect, it } from '@jest/globals';
import { START } from '../platform/small-organisation.ts';
import { executionOf, STATE_MACHINE, StateMachines } from './a-state-machine.ts';

const machines = new StateMachines();
afterEach(() => machines.closeAll());

describe('what EventBridge is told', () => {
  it('is that an execution began, and how it ended', async () => {
    const { clock, start, events } = await machines.open();

    await clock.task(async () => {
      await start('a', { seconds: 60, end: { status: 'FAILED', error: 'E', cause: 'C' } });
      await clock.sleep(100_000);
    });

    expect(events.map(({ detail }) => detail['status'])).toEqual(['RUNNING', 'FAILED']);
    expect(events[1]).toEqual({
      version: '0',
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      'detail-type': 'Step Functions Execution Status Change',
      source: 'aws.states',
      account: '222222222222',
      time: '2026-03-01T00:01:00Z',
      region: 'eu-west-1',
      resources: [executionOf('a')],
      detail: {
        executionArn: executionOf('a'),
        stateMachineArn: STATE_MACHINE,
        name: 'a',
        status: 'FAILED',
        startDate: START,
        stopDate: START + 60_000,
        input: '{"seconds":60,"end":{"status":"FAILED","error":"E","cause":"C"}}',
        inputDetails: { included: true },
        output: null,
        outputDetails: null,
        error: 'E',
        cause: 'C',
      },
    });
  });

  it('is nothing of children', async () => {
    const { clock, client, start, events } = await machines.open();

    await clock.task(async () => {
      const executionArn = await start('a', { seconds: 60, children: 3 });
      await client.send(new StopExecutionCommand({ executionArn }));
      await clock.sleep(100_000);
    });

    expect(events.map(({ detail }) => [detail['name'], detail['status']])).toEqual([
      ['a', 'RUNNING'],
      ['a', 'ABORTED'],
    ]);
  });
});

describe('an organisation that is opened again', () => {
  it('ends the executions that were under way, with all that ran in them, and announces it', async () => {
    const stateDirectory = machines.organisations.folder();
    const first = await machines.open({ stateDirectory });
    await first.clock.task(async () => {
      await first.start('a', { seconds: 3600, children: 2 });
      await first.start('b');
      await first.clock.sleep(60_000);
    });
    await first.open.organisation.close();

    const second = await machines.open({ stateDirectory, clock: new SimulatedClock(START + 120_000) });

    const { a, b } = await second.clock.task(async () => ({
      a: await second.describe(executionOf('a')),
      b: await second.describe(executionOf('b')),
    }));
    expect(a).toMatchObject({ status: 'ABORTED', cause: 'the process that ran it has ended' });
    expect(b).toMatchObject({ status: 'SUCCEEDED' });
    expect([...second.open.organisation.store.all('states.mapRuns')]).toMatchObject([
      { status: 'ABORTED', running: 0, aborted: 1 },
    ]);
    expect(second.events.map(({ detail }) => [detail['name'], detail['status']])).toEqual([['a', 'ABORTED']]);
  });

  it('leaves them to a process that has their state machine, and events to one that has a target', async () => {
    const stateDirectory = machines.organisations.folder();
    const first = await machines.open({ stateDirectory });
    await first.clock.task(() => first.start('a', { seconds: 3600 }));
    await first.open.organisation.close();
    const nobody = await machines.organisations.open({ stateDirectory });
    const seen = [...nobody.organisation.store.all('states.executions')].map(({ status }) => status);
    await nobody.organisation.close();

    const third = await machines.open({ stateDirectory, clock: new SimulatedClock(START + 120_000) });
    const { status } = await third.clock.task(() => third.describe(executionOf('a')));

    expect(seen).toEqual(['RUNNING']);
    expect(status).toBe('ABORTED');
    expect(third.events.map(({ detail }) => detail['status'])).toContain('ABORTED');
  });

  it('delivers once more what a closing kept from its target, and nothing that arrived', async () => {
    const stateDirectory = machines.organisations.folder();
    const waits: EventTarget<SimulatedOrganisation> = (_event, { signal }) =>
      new Promise((resolve) => {
        signal.addEventListener('abort', () => resolve());
      });
    const first = await machines.open({ stateDirectory, eventTarget: waits });
    await first.clock.task(() => first.start('a'));
    await first.open.organisation.close();

    const second = await machines.open({ stateDirectory, clock: new SimulatedClock(START + 120_000) });
    await second.clock.task(() => second.clock.sleep(1000));
    await second.open.organisation.close();
    const third = await machines.open({ stateDirectory, clock: new SimulatedClock(START + 240_000) });
    await third.clock.task(() => third.clock.sleep(1000));

    expect(second.events.map(({ detail }) => detail['name'])).toContain('a');
    expect(third.events).toEqual([]);
  });
});
