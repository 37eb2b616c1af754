import { describe, expect, it, test } from '@jest/globals';
import {
  type Execution,
  type ExecutionFacts,
  type Executions,
  type FinishSweepEvent,
  SCHEDULE_GRACE_SECONDS,
  sweepIdOf,
  watchSweeps,
  type WatchSweepsResult,
  workKeys,
} from '@catalog-sweep/core';
import { aStage, type Stage } from '../stage.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A Friday, at the hour of the watchdog. */
const NOW = Date.parse('2026-11-27T06:00:00Z');
const DUE = Date.parse('2026-11-26T22:00:00Z');
const THURSDAYS = { expression: 'cron(0 22 ? * THU *)', timeZone: 'UTC' };
const SCHEDULED = JSON.stringify({ contractVersion: 1, trigger: 'schedule', mode: 'report' });
const ASKED_FOR = JSON.stringify({ contractVersion: 1, trigger: 'request', mode: 'report' });

type Known = Execution & ExecutionFacts;

function anExecution(parts: Partial<Known> = {}): Known {
  const { name = '20261126T220000Z-00000001', startedAt = DUE } = parts;
  return {
    arn: `arn:${name}`,
    name,
    status: 'SUCCEEDED',
    startedAt,
    endedAt: startedAt + HOUR,
    input: SCHEDULED,
    output: '{"reconciled":true}',
    cause: null,
    ...parts,
  };
}

/** The executions of a state machine, the latest first, as Step Functions lists them. */
function aStateMachine(known: readonly Known[], createdAt = NOW - 90 * DAY): Executions {
  return {
    startedSince: async (time) =>
      known.filter(({ startedAt }) => startedAt >= time).toSorted((one, other) => other.startedAt - one.startedAt),
    async describe(arn) {
      const found = known.find((execution) => execution.arn === arn);
      if (found === undefined) throw new Error(`no execution ${arn}`);
      return found;
    },
    createdAt: async () => createdAt,
  };
}

interface Watched extends WatchSweepsResult {
  readonly calls: readonly FinishSweepEvent[];
}

async function watch(
  executions: readonly Known[],
  {
    stage = aStage({ sweep: undefined }),
    now = NOW,
    createdAt,
    schedule = THURSDAYS,
  }: { stage?: Stage; now?: number; createdAt?: number; schedule?: typeof THURSDAYS } = {},
): Promise<Watched> {
  stage.clock.time = now;
  const calls: FinishSweepEvent[] = [];
  const result = await watchSweeps(
    {
      schedule,
      executions: aStateMachine(executions, createdAt),
      callFinishSweep: async (event) => {
        calls.push(event);
      },
    },
    stage.context,
  );
  return { ...result, calls };
}

describe('sweeps without an end', () => {
  test.each(['FAILED', 'TIMED_OUT', 'ABORTED'] as const)(
    'has finish-sweep called for an execution that is %s, with how and when it ended',
    async (status) => {
      const execution = anExecution({ status, cause: 'by hand' });

      const { finished, calls } = await watch([execution]);

      expect(finished).toEqual([execution.name]);
      expect(calls).toEqual([
        {
          contractVersion: 1,
          sweepId: execution.name,
          executionStatus: status,
          cause: 'by hand',
          error: null,
          endedAt: execution.endedAt,
        },
      ]);
    },
  );

  it('knows the sweep of an execution whose name is not its own', async () => {
    const execution = anExecution({ name: 'd32c5kddcf5bb8c3', status: 'FAILED' });

    const { finished } = await watch([execution]);

    expect(finished).toEqual([sweepIdOf(execution)]);
    expect(finished[0]).toMatch(/^20261126T220000Z-[0-9a-f]{8}$/);
  });

  it('has finish-sweep called as from inside for a sweep whose logs did not add up', async () => {
    const execution = anExecution({ output: '{"status":"INCOMPLETE","reconciled":false}' });

    const { calls } = await watch([execution]);

    expect(calls).toEqual([
      { contractVersion: 1, sweepId: execution.name, executionStatus: 'RUNNING', cause: null, error: null },
    ]);
  });

  test.each([
    { name: 'came to its own end', execution: anExecution() },
    { name: 'was skipped', execution: anExecution({ output: '{"status":"SKIPPED"}' }) },
    { name: 'runs', execution: anExecution({ status: 'RUNNING', endedAt: undefined }) },
    {
      name: 'ended so lately that its functions may run still',
      execution: anExecution({ status: 'ABORTED', endedAt: NOW - 15 * MINUTE + 1 }),
    },
    {
      name: 'ended more than 14 days ago',
      execution: anExecution({ status: 'FAILED', startedAt: NOW - 16 * DAY, endedAt: NOW - 14 * DAY - 1 }),
    },
  ])('leaves an execution alone that $name', async ({ execution }) => {
    const { finished } = await watch([execution]);

    expect(finished).toEqual([]);
  });

  test.each([
    { settled: false, calls: 1 },
    { settled: true, calls: 0 },
  ])('calls again until all is settled: settled $settled, $calls calls', async ({ settled, calls }) => {
    const stage = aStage({ sweep: undefined });
    const execution = anExecution({ status: 'ABORTED' });
    stage.work.putJson(workKeys.end(execution.name), { noticedAt: DUE, settled });

    const watched = await watch([execution], { stage });

    expect(watched.calls).toHaveLength(calls);
  });
});

describe('the schedule', () => {
  it('ran when an execution began by it after it was due, whatever became of that', async () => {
    const { schedule } = await watch([anExecution({ status: 'FAILED', startedAt: DUE + 30_000 })]);

    expect(schedule).toEqual({ dueAt: '2026-11-26 22:00:00.000', overdue: false });
  });

  test.each([
    { name: 'nothing ran', executions: [] },
    { name: 'somebody asked for a sweep', executions: [anExecution({ input: ASKED_FOR, startedAt: DUE + MINUTE })] },
    { name: 'it ran a week before', executions: [anExecution({ startedAt: DUE - 7 * DAY })] },
    { name: 'an execution has an input that is none', executions: [anExecution({ input: 'now', startedAt: DUE })] },
  ])('is overdue when $name since it was due', async ({ executions }) => {
    const { schedule } = await watch(executions);

    expect(schedule.overdue).toBe(true);
  });

  it('is overdue day after day, until it runs', async () => {
    const stage = aStage({ sweep: undefined });
    const late = anExecution({ startedAt: DUE + 2 * DAY });

    const days = [
      await watch([], { stage }),
      await watch([], { stage, now: NOW + DAY }),
      await watch([late], { stage, now: NOW + 3 * DAY }),
    ];

    expect(days.map(({ schedule }) => schedule.overdue)).toEqual([true, true, false]);
  });

  it('has time to begin', async () => {
    const now = DUE + SCHEDULE_GRACE_SECONDS * 1000;

    const { schedule } = await watch([anExecution({ startedAt: DUE - 7 * DAY })], { now });

    expect(schedule).toEqual({ dueAt: '2026-11-19 22:00:00.000', overdue: false });
  });

  it('is not overdue in a hub that is younger than when it was due', async () => {
    const { schedule } = await watch([], { createdAt: DUE + MINUTE });

    expect(schedule.overdue).toBe(false);
  });

  it('is not asked for what was due before it was changed to what it is', async () => {
    const stage = aStage({ sweep: undefined });
    await watch([anExecution()], { stage });
    const daily = { expression: 'cron(0 5 * * ? *)', timeZone: 'UTC' };

    const days = [
      await watch([anExecution()], { stage, schedule: daily, now: NOW + HOUR }),
      await watch([anExecution()], { stage, schedule: daily, now: NOW + DAY + HOUR }),
    ];

    expect(days.map(({ schedule }) => schedule.overdue)).toEqual([false, true]);
  });

  it('is known to have run when Step Functions has forgotten the execution', async () => {
    const stage = aStage({ sweep: undefined });
    const yearly = { expression: 'cron(0 22 26 NOV ? *)', timeZone: 'UTC' };
    await watch([anExecution()], { stage, schedule: yearly });

    const { schedule } = await watch([], { stage, schedule: yearly, now: NOW + 200 * DAY });

    expect(schedule).toEqual({ dueAt: '2026-11-26 22:00:00.000', overdue: false });
  });

  it('writes down what it knows each time, since objects expire', async () => {
    const stage = aStage({ sweep: undefined });
    await watch([anExecution()], { stage });
    stage.work.objects.delete(workKeys.watchedSchedule());

    await watch([anExecution()], { stage, now: NOW + DAY });

    expect(stage.work.json(workKeys.watchedSchedule())).toEqual({ ...THURSDAYS, metUntil: DUE });
  });
});
