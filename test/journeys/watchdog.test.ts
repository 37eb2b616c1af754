import { StopExecutionCommand } from '@aws-sdk/client-sfn';
import { executionsOf, watchSweeps, workKeys, type Schedule, type WatchSweepsResult } from '@catalog-sweep/core';
import { inProcessFunctions, STAGE_TASKS } from '@catalog-sweep/hub/runtime';
import type { FaultSubject, Organisation } from '@catalog-sweep/simulated-org';
import { describe, expect, it } from '@jest/globals';
import { HubProcesses } from '../../packages/cli/src/places/hub-processes.ts';
import { hubOf, sweepConfigurationOf } from '../../packages/cli/src/places/simulated-hub.ts';
import { leftBy, withHub, type HubInUse } from '../cli/a-deployed-hub.ts';
import { outcomesOf } from './a-journey.ts';
import { anOrganization, twoVersions } from './an-organization.ts';

/*
 * The watchdog in a hub that is deployed: it sees the executions over HTTP, with its own role, and finish-sweep is called as Lambda would.
 */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const SWEEP = '20261123T100000Z-0a1b2c3d';

/** Two updates, one at a time, of 90 minutes each. */
const organisation = anOrganization()
  .withAccount('shop')
  .withProduct('Queue', twoVersions({ updateTakes: 90 }))
  .withProvisionedProduct('orders', 'shop')
  .withProvisionedProduct('returns', 'shop')
  .withSweep({ concurrency: { updates: 1 } })
  .build();
const START = Date.parse(organisation.now);

/** Twelve hours from the begin, and daily from then on. */
const SCHEDULE: Schedule = { expression: scheduleAt(START + 12 * HOUR), timeZone: 'UTC' };

function scheduleAt(time: number): string {
  const [, hours, minutes] = /T(\d\d):(\d\d)/.exec(new Date(time).toISOString()) ?? [];
  return `cron(${Number(minutes)} ${Number(hours)} * * ? *)`;
}

/** What the watchdog does on one of its days. */
async function watch(of: Organisation, { clock, hub }: HubInUse): Promise<WatchSweepsResult> {
  const { simulated, facts } = hub;
  const processes = new HubProcesses({ clock, simulated, hub: hubOf(of), configuration: sweepConfigurationOf(of) });
  const { connections } = processes.processOf('watch-sweeps');
  const invocation = { deadline: clock.now() + 15 * MINUTE, sessionName: 'catalog-sweep-watch-sweeps' };
  const aws = connections.gateway(invocation);
  const work = connections.bucket(facts.workBucket, invocation);
  const logs = connections.bucket(facts.logBucket, invocation);
  // When the hub was made is not told here: it knows the schedule from the day before.
  const known = { ...SCHEDULE, metUntil: START };
  await work.create(workKeys.watchedSchedule(), JSON.stringify(known));
  const invoke = inProcessFunctions({ tasks: STAGE_TASKS, processOf: (name) => processes.processOf(name) });
  const watched = await watchSweeps(
    {
      schedule: SCHEDULE,
      executions: executionsOf(aws, facts.stateMachineArn),
      callFinishSweep: async (event) => {
        const { functionError, payload } = await clock.waitFor(
          clock.task(() => invoke({ functionName: 'finish-sweep', payload: JSON.stringify(event) })),
        );
        if (functionError !== undefined) throw new Error(payload);
      },
    },
    { clock, aws, work, logs, deadline: invocation.deadline },
  );
  processes.close();
  return watched;
}

/** A sweep that somebody aborts while its first update is under way. */
async function abortedSweep({ start, clock, stepFunctions }: HubInUse): Promise<void> {
  const executionArn = await start(SWEEP);
  await clock.sleep(10 * MINUTE);
  await stepFunctions.send(new StopExecutionCommand({ executionArn, cause: 'by hand' }));
  await clock.sleep(5 * MINUTE);
}

describe('a sweep that was aborted', () => {
  it('tells at first of what was under way, and the day after how it ended, in one line each', async () => {
    await withHub(organisation, async (use) => {
      await abortedSweep(use);
      const atFirst = leftBy(use.stateDirectory, SWEEP);
      await use.clock.sleep(24 * HOUR);

      const { finished } = await watch(organisation, use);

      const { summary, entries } = leftBy(use.stateDirectory, SWEEP);
      expect(atFirst.summary).toMatchObject({ status: 'ABORTED', reason: 'by hand', reconciled: true });
      expect(Object.values(outcomesOf(atFirst.entries))).toEqual(['STOPPED', 'STOPPED']);
      expect(finished).toEqual([SWEEP]);
      expect(summary).toMatchObject({ status: 'ABORTED', reason: 'by hand', reconciled: true });
      expect(entries).toHaveLength(2);
      expect(Object.values(outcomesOf(entries)).toSorted()).toEqual(['STOPPED', 'UPDATED']);
    });
  });

  it('is left alone once all of it has ended', async () => {
    await withHub(organisation, async (use) => {
      await abortedSweep(use);
      await use.clock.sleep(24 * HOUR);
      await watch(organisation, use);
      const after = leftBy(use.stateDirectory, SWEEP);

      const { finished } = await watch(organisation, use);

      expect(finished).toEqual([]);
      expect(leftBy(use.stateDirectory, SWEEP)).toEqual(after);
    });
  });

  it('is finished by the watchdog when nobody told finish-sweep of its end', async () => {
    const broken = { kind: 'error', code: 'InternalFailure', message: 'not today', status: 500 } as const;
    const faults = ({ principalArn, time }: FaultSubject) =>
      principalArn.endsWith('/CatalogSweepFinishSweep') && time < START + 30 * HOUR ? broken : undefined;

    await withHub(
      organisation,
      async (use) => {
        await abortedSweep(use);
        await use.clock.sleep(31 * HOUR);
        const unfinished = () => leftBy(use.stateDirectory, SWEEP);
        expect(unfinished).toThrow('ENOENT');

        const { finished } = await watch(organisation, use);

        const { summary, entries, targets } = leftBy(use.stateDirectory, SWEEP);
        expect(finished).toEqual([SWEEP]);
        expect(summary).toMatchObject({ status: 'ABORTED', reason: 'by hand', reconciled: true });
        expect(entries).toHaveLength(2);
        expect(targets).toHaveLength(3);
      },
      { faults },
    );
  });
});

describe('the schedule', () => {
  it('is overdue until it has started a sweep', async () => {
    await withHub(organisation, async (use) => {
      await use.clock.sleep(14 * HOUR);
      const before = await watch(organisation, use);
      await use.ended(await use.start(SWEEP, { trigger: 'schedule', mode: 'report' }));

      const after = await watch(organisation, use);

      expect([before.schedule.overdue, after.schedule.overdue]).toEqual([true, false]);
      expect(after.finished).toEqual([]);
    });
  });
});
