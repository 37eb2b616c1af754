import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { StartExecutionCommand, StopExecutionCommand } from '@aws-sdk/client-sfn';
import {
  HANDLER_NAMES,
  NEWS_HANDLERS,
  hubRoleName,
  SPOKE_ROLE_NAMES,
  STATE_MACHINE_ROLE_NAME,
  workKeys,
  type HandlerName,
} from '@catalog-sweep/core';
import { STAGE_TASKS } from '@catalog-sweep/hub/runtime';
import type { Faults, Organisation, SimulatedOrganisation } from '@catalog-sweep/simulated-org';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { HubProcesses } from '../../packages/cli/src/places/hub-processes.ts';
import { hubOf, sweepConfigurationOf } from '../../packages/cli/src/places/simulated-hub.ts';
import type { SimulatedPlace, SimulatedSettings } from '../../packages/cli/src/places/simulated.ts';
import { withHub } from '../cli/a-deployed-hub.ts';
import { busy, DENIED, doctorTwice, lastOfPlan, sweepBesideAnother, unwell } from './a-busy-organization.ts';
import { requestOf, temporaryFolder, withPlace, type Wish } from './a-journey.ts';
import { RightsInUse } from './rights-in-use.ts';

/*
 * What each role was given, compared with what it asked for in whole sweeps, doctors that mend among them: every action and every resource of its
 * policies is used, and nothing is refused.
 */

/** What roles are given that nothing here asks for, and why they have it all the same. */
const UNSEEN: Readonly<Record<string, readonly string[]>> = {
  'the platform under a function or state machine asks for it': ['WriteOwnLogs', 'SendTraces', 'SetUpLogDelivery'],
  'AWS lists it for the results of Maps, which it uploads in parts': [
    'WriteMapResults s3:GetObject',
    'WriteMapResults s3:ListMultipartUploadParts',
    'WriteMapResults s3:AbortMultipartUpload',
  ],
  "AWS's example names it for children of Maps, whose ARNs look otherwise": [
    'FollowOwnChildren arn:aws:states:eu-west-1:222222222222:execution:CatalogSweep:*',
  ],
  'the simulated organisation does not serve it': [
    'ListExecutions states:DescribeStateMachine',
    'CallFinishSweep lambda:InvokeFunction',
    'CallFinishSweep arn:aws:lambda:eu-west-1:222222222222:function:CatalogSweepFinishSweep:*',
    'TellOfFinishedSweeps',
    'ReadWorkObjects arn:aws:s3:::catalog-sweep-work/*/announced.json',
    'PutWorkObjects arn:aws:s3:::catalog-sweep-work/*/announced.json',
  ],
};
const unseen = new Set(Object.values(UNSEEN).flat());

const SCHEDULE = { expression: 'cron(0 22 ? * THU *)', timeZone: 'UTC' };

describe('what a role was given and what it asked for', () => {
  const rights = new RightsInUse();

  beforeAll(async () => {
    await watchSweeps(rights);
    await watchTroubles(rights);
    await watchDoctors(rights);
    await watchDeployedHub(rights);
  }, 120_000);

  // The functions that tell of sweeps are called by an event that nothing here sends, and ask what is not here.
  const handlers = HANDLER_NAMES.filter((handler) => !NEWS_HANDLERS.some((one) => one === handler));

  test.each([...handlers.map(hubRoleName), STATE_MACHINE_ROLE_NAME, ...Object.values(SPOKE_ROLE_NAMES)])(
    'is the same: %s',
    (name) => {
      expect(rights.compare(name, unseen)).toEqual({ spare: [], missing: [] });
    },
  );
});

/** Runs of which only the rights matter. */
function run(
  rights: RightsInUse,
  {
    wishes = [{}],
    faults = () => undefined,
    settings = {},
    afterwards = () => Promise.resolve(),
  }: {
    readonly wishes?: readonly Wish[];
    readonly faults?: Faults;
    readonly settings?: Partial<SimulatedSettings>;
    readonly afterwards?: (place: SimulatedPlace) => Promise<void>;
  },
): Promise<void> {
  return withPlace(
    busy,
    async (place) => {
      rights.watch(place.simulated);
      for (const wish of wishes) {
        const one = place.another();
        await one.run(requestOf(wish), () => {}).catch(() => {});
        await one.close();
      }
      await afterwards(place);
    },
    { faults, ...settings },
  );
}

async function watchSweeps(rights: RightsInUse): Promise<void> {
  await sweepBesideAnother(await lastOfPlan(), { prepare: ({ simulated }) => rights.watch(simulated) });
  // The second looks how the first ended, and the hub is examined by what is known of both.
  await run(rights, {
    wishes: [
      { trigger: 'schedule', mode: 'report' },
      { trigger: 'schedule', mode: 'report' },
    ],
    afterwards: (place) => uploadInParts(processesIn(busy, place)),
  });
  // Updates that are under way when the sweep is aborted, which finish-sweep has to look for.
  await withPlace(busy, async (place) => {
    rights.watch(place.simulated);
    const ended = place.clock.task(async () => {
      await place.clock.sleep(60_000);
      await place.stop();
      await place.abort();
    });
    await Promise.all([place.run(requestOf({}), () => {}).catch(() => {}), ended]);
  });
}

/** Sweeps in which something has to be looked for that was not said. */
async function watchTroubles(rights: RightsInUse): Promise<void> {
  // Ends of updates that log-update and close-wave have to look for themselves.
  await run(rights, {
    faults: ({ operation, principalArn, input }) => {
      if (operation === 'AssumeRole' && principalArn.endsWith('/CatalogSweepCheckUpdate')) return DENIED;
      const isResult = operation === 'PutObject' && String(input).includes('/results/');
      return isResult && principalArn.endsWith('/CatalogSweepLogUpdate') ? DENIED : undefined;
    },
  });
  // Scans and ends that were written, and of which nobody was told.
  await run(rights, {
    faults: ({ operation, principalArn, input }) => {
      const isScan = String(input).includes('/scans/') && principalArn.endsWith('/CatalogSweepScanTarget');
      const isEnd = String(input).includes('/results/') && principalArn.endsWith('/CatalogSweepLogUpdate');
      return operation === 'PutObject' && (isScan || isEnd)
        ? { kind: 'broken connection', when: 'after the act' }
        : undefined;
    },
  });
  // Logs that somebody removed before they were counted.
  const stateDirectory = temporaryFolder();
  await run(rights, {
    settings: { stateDirectory },
    faults: ({ principalArn }) => {
      if (principalArn.endsWith('/CatalogSweepFinishSweep')) {
        rmSync(join(stateDirectory, 'buckets', 'catalog-sweep-logs'), { recursive: true, force: true });
      }
      return undefined;
    },
  });
}

async function watchDoctors(rights: RightsInUse): Promise<void> {
  await doctorTwice({ prepare: ({ simulated }) => rights.watch(simulated) });
  // A target that nobody can examine.
  await doctorTwice({
    prepare: ({ simulated }) => rights.watch(simulated),
    faults: ({ operation, account }) =>
      operation === 'SearchProvisionedProducts' && account !== '500000000003'
        ? { kind: 'error', code: 'InvalidParametersException', message: 'a fault', status: 400 }
        : undefined,
  });
}

/** The state machine and what looks at its executions, which ask for their rights where a hub is deployed. */
async function watchDeployedHub(rights: RightsInUse): Promise<void> {
  const name = '20261123T100000Z-0a1b2c3d';
  for (const { of, wish, stopsAfter } of [
    { of: busy, wish: { trigger: 'schedule' } },
    { of: busy, wish: { trigger: 'schedule' }, stopsAfter: 60_000 },
    { of: unwell, wish: { mode: 'doctor', fix: true } },
  ] as const) {
    await withHub(of, async ({ hub, clock, stepFunctions, ended }) => {
      rights.watch(hub.simulated);
      const { stateMachineArn } = hub.facts;
      const input = JSON.stringify(requestOf(wish));
      const { executionArn = '' } = await stepFunctions.send(
        new StartExecutionCommand({ stateMachineArn, name, input }),
      );
      if (stopsAfter !== undefined) {
        await clock.sleep(stopsAfter);
        await stepFunctions.send(new StopExecutionCommand({ executionArn }));
      }
      await ended(executionArn);
      await clock.sleep(2 * 60 * 60 * 1000);
      await examineAndWatch(processesIn(of, { clock, simulated: hub.simulated }), name);
    });
  }
}

/** What knows of a schedule: examine-hub and the watchdog, first without what the watchdog noted before. */
async function examineAndWatch(processes: HubProcesses, sweepId: string): Promise<void> {
  const noted = JSON.stringify({ ...SCHEDULE, metUntil: 0 });
  await call(processes, 'watch-sweeps', { contractVersion: 1 });
  await processes.workBucketAs(hubRoleName('watch-sweeps')).write(workKeys.watchedSchedule(), noted);
  await call(processes, 'examine-hub', { contractVersion: 1, sweepId });
  await call(processes, 'watch-sweeps', { contractVersion: 1 });
  processes.close();
}

function processesIn(
  of: Organisation,
  { clock, simulated }: { readonly clock: SimulatedPlace['clock']; readonly simulated: SimulatedOrganisation },
): HubProcesses {
  return new HubProcesses({ clock, simulated, hub: hubOf(of), configuration: sweepConfigurationOf(of) });
}

/** Calls a function as it is where sweeps are scheduled. The watchdog fails at what is not served here. */
async function call(processes: HubProcesses, name: HandlerName, event: object): Promise<void> {
  const process = processes.processOf(name);
  const watch = {
    schedule: SCHEDULE,
    stateMachineArn: 'arn:aws:states:eu-west-1:222222222222:stateMachine:CatalogSweep',
    finishSweepFunction: 'arn:aws:lambda:eu-west-1:222222222222:function:CatalogSweepFinishSweep:1',
  };
  const task = STAGE_TASKS.find((one) => one.name === name);
  await task
    ?.run(
      event,
      { ...process, settings: { ...process.settings, schedule: SCHEDULE, watch } },
      { deadline: process.clock.now() + 900_000 },
    )
    .catch(() => {});
}

/** What only organisations of many thousand targets need: an upload that is given up half-way, by each function that writes long objects. */
async function uploadInParts(processes: HubProcesses): Promise<void> {
  const objects = [
    { handler: 'plan-sweep', bucket: 'workBucket', key: 'a-sweep/waves/rest.jsonl' },
    { handler: 'plan-updates', bucket: 'workBucket', key: 'a-sweep/plans/rest.jsonl' },
    { handler: 'close-wave', bucket: 'logBucket', key: 'ServiceCatalogLogs/dt=2026-01-01/a-sweep.jsonl' },
    { handler: 'finish-sweep', bucket: 'logBucket', key: 'catalog-sweep/targets/dt=2026-01-01/a-sweep.jsonl' },
  ] as const;
  for (const { handler, bucket, key } of objects) {
    const { connections, settings, clock } = processes.processOf(handler);
    const store = connections.bucket(settings[bucket], { deadline: clock.now() + 900_000, sessionName: 'uploads' });
    await expect(clock.task(() => store.writeLines(key, endingBadly()))).rejects.toThrow('no more lines');
  }
  processes.close();
}

async function* endingBadly(): AsyncIterable<string> {
  yield 'x'.repeat(20_000_000);
  await Promise.resolve();
  throw new Error('no more lines');
}
